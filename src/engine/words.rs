//! What the engine says in its own words.

use crate::base::language::{Language, sentences};
use crate::base::length::Length;

sentences! {
    /// A yes.
    yes() { English: "yes", SimplifiedChinese: "是" }
    /// A no.
    no() { English: "no", SimplifiedChinese: "否" }
    /// An empty list.
    nothing() { English: "none", SimplifiedChinese: "无" }
    /// How many records a list holds.
    listed(count) { English: "{count} listed", SimplifiedChinese: "已记录 {count} 项" }
    /// The last two of several alternatives.
    or(first, last) { English: "{first} or {last}", SimplifiedChinese: "{first}或{last}" }
    /// One alternative after another.
    comma(first, next) { English: "{first}, {next}", SimplifiedChinese: "{first}、{next}" }
    /// One stage after another.
    then(first, next) { English: "{first}, then {next}", SimplifiedChinese: "{first}，然后是{next}" }
    /// One day.
    one_day() { English: "1 day", SimplifiedChinese: "1 天" }
    /// Several days.
    several_days(count) { English: "{count} days", SimplifiedChinese: "{count} 天" }
    /// Some days of work.
    days_of_work(count) { English: "{count}d", SimplifiedChinese: "{count} 天" }
    /// Some hours of work.
    hours_of_work(count) { English: "{count}h", SimplifiedChinese: "{count} 小时" }
    /// Some minutes of work.
    minutes_of_work(count) { English: "{count}m", SimplifiedChinese: "{count} 分钟" }
    /// A length of work after a longer one.
    and_of_work(first, next) { English: "{first}{next}", SimplifiedChinese: "{first} {next}" }

    /// Another actor may make the move.
    not_this_actor(roles, actor) {
        English: "Only {roles} may make this move, not {actor}",
        SimplifiedChinese: "只有{roles}可以进行这次推进，{actor}不可以",
    }
    /// The move does not say who makes it.
    which_actor(roles) {
        English: "Only {roles} may make this move: say who makes it",
        SimplifiedChinese: "只有{roles}可以进行这次推进：请注明由谁进行",
    }
    /// The stated reason is none of those allowed.
    not_this_reason(reason, reasons) {
        English: "`{reason}` is none of the reasons for this move: {reasons}",
        SimplifiedChinese: "“{reason}”不是这次推进允许的原因：{reasons}",
    }
    /// No reason is stated.
    which_reason(reasons) {
        English: "The move needs a reason: {reasons}",
        SimplifiedChinese: "这次推进需要注明原因：{reasons}",
    }
    /// No transition leads there.
    no_way(from, to) {
        English: "No way leads from {from} to {to}",
        SimplifiedChinese: "无法从“{from}”推进到“{to}”",
    }
    /// Where transitions do lead.
    ways(refusal, ahead) {
        English: "{refusal}; from here the way leads to {ahead}",
        SimplifiedChinese: "{refusal}；从这里可以推进到{ahead}",
    }
    /// Stages must not be skipped.
    no_skip(between) {
        English: "No stage may be skipped: {between} comes first",
        SimplifiedChinese: "不能跳过阶段：要先经过{between}",
    }
    /// Back only step by step.
    one_back(before) {
        English: "A deal goes back one stage at a time: to {before}",
        SimplifiedChinese: "商机每次只能退回一个阶段：退回到“{before}”",
    }
    /// Never back.
    never_back(playbook) {
        English: "Deals of {playbook} do not go back",
        SimplifiedChinese: "“{playbook}”的商机不能退回",
    }
    /// No way back from a closed or parked stage.
    no_return(from, to) {
        English: "No way leads from {from} back to {to}",
        SimplifiedChinese: "无法从“{from}”回到“{to}”",
    }
    /// Where the deal may go back to.
    back_to(refusal, left) {
        English: "{refusal}; it may go back to {left}, which it left",
        SimplifiedChinese: "{refusal}；可以回到它离开的“{left}”",
    }
    /// Deals are created elsewhere.
    no_start(to, starts) {
        English: "A deal cannot begin in {to}; it begins in {starts}",
        SimplifiedChinese: "商机不能从“{to}”开始；应从{starts}开始",
    }

    /// Part of a score.
    is_stalled() { English: "the deal is stalled", SimplifiedChinese: "商机已停滞" }
    /// Part of a score.
    is_idle() { English: "the deal is idle", SimplifiedChinese: "商机近期没有动静" }
    /// Part of a score.
    is_closing() {
        English: "the close date is near or past",
        SimplifiedChinese: "预计成交日期临近或已过",
    }
    /// Part of a score.
    priority_of(priority) {
        English: "priority {priority} of 100",
        SimplifiedChinese: "优先级 {priority}（满分 100）",
    }
    /// Part of a score.
    opens_gate(next) {
        English: "helps to open the gate to {next}",
        SimplifiedChinese: "有助于满足进入“{next}”的标准",
    }
    /// Part of a score.
    opens_criteria(count, next) {
        English: "helps with {count} criteria of the gate to {next}",
        SimplifiedChinese: "有助于满足进入“{next}”的 {count} 项标准",
    }
    /// Part of a score.
    gates_open(next) {
        English: "every gate to {next} is open",
        SimplifiedChinese: "进入“{next}”的标准都已满足",
    }
    /// Why a move is suggested.
    all_open(next) {
        English: "Every gate to {next} is open",
        SimplifiedChinese: "进入“{next}”的标准都已满足",
    }
    /// Why a move is suggested, and who has to make it.
    all_open_for(next, actor) {
        English: "Every gate to {next} is open. {actor}",
        SimplifiedChinese: "进入“{next}”的标准都已满足。{actor}",
    }
    /// A move that is suggested.
    create_in(next) {
        English: "Create the deal in {next}",
        SimplifiedChinese: "在“{next}”阶段创建商机",
    }
    /// A move that is suggested.
    take_up_in(next) {
        English: "Take the deal up again in {next}",
        SimplifiedChinese: "在“{next}”阶段重新跟进商机",
    }
    /// A move that is suggested.
    move_to(next) {
        English: "Move the deal to {next}",
        SimplifiedChinese: "将商机推进到“{next}”",
    }
    /// A move that is suggested.
    give_up(lost) {
        English: "Decide whether to give the deal up: move it to {lost}",
        SimplifiedChinese: "决定是否放弃这笔商机：将其移至“{lost}”",
    }

    /// A signal.
    stalled(days, stage, limit) {
        English: "Stalled: {days} days in {stage}, where a deal counts as stalled after {limit}",
        SimplifiedChinese: "停滞：已在“{stage}”停留 {days} 天，超过 {limit}即视为停滞",
    }
    /// A signal.
    slow(days, stage, expected) {
        English: "Slow: {days} days in {stage}, where {expected} are expected",
        SimplifiedChinese: "偏慢：已在“{stage}”停留 {days} 天，预期为 {expected}",
    }
    /// A signal.
    idle(days) {
        English: "Idle: nothing has happened for {days} days",
        SimplifiedChinese: "没有动静：已有 {days} 天没有任何活动",
    }
    /// A signal.
    close_date_passed(days) {
        English: "The close date passed {days} days ago",
        SimplifiedChinese: "预计成交日期已过 {days} 天",
    }
    /// A signal.
    was_changed(field) {
        English: "{field} is set once and was changed all the same",
        SimplifiedChinese: "“{field}”设定后不应更改，却被更改了",
    }
    /// A signal.
    was_lowered(field) {
        English: "{field} only ever grows and was lowered all the same",
        SimplifiedChinese: "“{field}”只应增加，却被调低了",
    }
    /// A signal.
    was_set_elsewhere(field, stage, allowed) {
        English: "{field} was set in {stage}, but may be set only in {allowed}",
        SimplifiedChinese: "“{field}”在“{stage}”被设定，但只能在{allowed}设定",
    }

    /// What stands in for a missing `otherwise`.
    not_yet(sentence) { English: "Not yet: {sentence}", SimplifiedChinese: "尚未满足：{sentence}" }
    /// The advice for a fact that nothing gives.
    find_out(label) {
        English: "Find out and record: {label}",
        SimplifiedChinese: "查明并记录：{label}",
    }
    /// The same with what the fact means.
    find_out_with_help(label, help) {
        English: "Find out and record: {label} ({help})",
        SimplifiedChinese: "查明并记录：{label}（{help}）",
    }
    /// A number that may be larger.
    or_more(number) { English: "{number} or more", SimplifiedChinese: "至少 {number}" }
    /// A number that may be smaller.
    or_less(number) { English: "{number} or less", SimplifiedChinese: "至多 {number}" }
}

/// So many days.
pub(crate) fn days(language: Language, count: i64) -> String {
    if count == 1 { one_day(language) } else { several_days(language, count) }
}

/// A length of work, in short: «1h30m».
pub(crate) fn effort(language: Language, length: Length) -> String {
    let minutes = length.seconds() / 60;
    let parts = [
        (minutes / 1440, days_of_work(language, minutes / 1440)),
        (minutes % 1440 / 60, hours_of_work(language, minutes % 1440 / 60)),
        (minutes % 60, minutes_of_work(language, minutes % 60)),
    ];
    let told = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text);
    told.reduce(|first, next| and_of_work(language, first, next)).unwrap_or_default()
}

/// «a», «a or b», «a, b or c».
pub(crate) fn one_of<'t>(language: Language, items: impl IntoIterator<Item = &'t str>) -> String {
    let mut items: Vec<&str> = items.into_iter().collect();
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last.to_owned(),
        Some(last) => or(language, row(language, items), last),
    }
}

/// «a, b, c».
pub(crate) fn row<'t>(language: Language, items: impl IntoIterator<Item = &'t str>) -> String {
    let mut items = items.into_iter();
    let first = items.next().unwrap_or_default().to_owned();
    items.fold(first, |row, next| comma(language, row, next))
}
