//! What pictures say in dealgraph's own words.

use crate::base::language::{Language, sentences};

sentences! {
    /// One of them.
    one_criterion() { English: "1 criterion", SimplifiedChinese: "1 项标准" }
    /// Several of them.
    several_criteria(count) { English: "{count} criteria", SimplifiedChinese: "{count} 项标准" }
    /// A way that asks for nothing.
    no_gate() { English: "no gate", SimplifiedChinese: "无关卡" }
    /// Where a deal stands.
    here() { English: "the deal is here", SimplifiedChinese: "商机在此" }
    /// Where a deal stands, in a narrow box.
    deal_here() { English: "deal is here", SimplifiedChinese: "商机在此" }
    /// A way that a deal may take.
    open() { English: "open", SimplifiedChinese: "可推进" }
    /// A way that a deal may not take.
    unmet(count) { English: "{count} unmet", SimplifiedChinese: "{count} 项未满足" }
    /// A way that is part of the plan.
    planned() { English: "planned", SimplifiedChinese: "计划路径" }
    /// One thing to do before a move.
    to_do(count) { English: "{count} to do", SimplifiedChinese: "{count} 项待办" }
    /// A way between two stages.
    way(from, to) { English: "{from} → {to}", SimplifiedChinese: "{from} → {to}" }
    /// What belongs to a thing, after its name.
    told(what, how) { English: "{what}: {how}", SimplifiedChinese: "{what}：{how}" }
    /// Rule sets over one another.
    with(methodologies) { English: "with {methodologies}", SimplifiedChinese: "叠加{methodologies}" }
    /// The end of a sentence.
    stop(sentence) { English: "{sentence}. ", SimplifiedChinese: "{sentence}。" }
    /// The spine, for whoever cannot see it.
    from_left(stages) { English: "Stages in order: {stages}", SimplifiedChinese: "阶段依次为：{stages}" }
    /// Stages apart, for whoever cannot see them.
    apart(stages) { English: "Apart from them: {stages}", SimplifiedChinese: "另有：{stages}" }
    /// Where deals begin.
    begins() { English: "A deal begins here", SimplifiedChinese: "商机由此开始" }
    /// A heading.
    missing() { English: "What is missing", SimplifiedChinese: "还缺什么" }
    /// A heading.
    missing_for(stage) { English: "What is missing for {stage}", SimplifiedChinese: "进入“{stage}”还缺什么" }
    /// Which way needs it.
    needed_for(stages) { English: "for {stages}", SimplifiedChinese: "用于进入{stages}" }
    /// A heading.
    nothing_missing() { English: "Nothing is missing for the next move", SimplifiedChinese: "下一步推进无缺项" }
    /// A heading.
    plan_to(stage) { English: "The plan to {stage}", SimplifiedChinese: "通往“{stage}”的计划" }
    /// A heading.
    no_way_to(stage) { English: "No way leads to {stage}", SimplifiedChinese: "无法到达“{stage}”" }
    /// How many more lines there would be.
    and_more(count) { English: "and {count} more", SimplifiedChinese: "另有 {count} 项" }
    /// Work before a move.
    of_work(effort) { English: "{effort} of work", SimplifiedChinese: "工作量 {effort}" }
    /// Nothing is to be done before a move.
    nothing_to_do() { English: "nothing is missing", SimplifiedChinese: "无缺项" }
    /// A question.
    asked(question) { English: "“{question}”", SimplifiedChinese: "“{question}”" }
    /// Some minutes.
    minutes(count) { English: "{count} min", SimplifiedChinese: "{count} 分钟" }
    /// Some hours.
    hours(count) { English: "{count} h", SimplifiedChinese: "{count} 小时" }
    /// Hours and minutes.
    hours_and(hours, minutes) { English: "{hours} h {minutes} min", SimplifiedChinese: "{hours} 小时 {minutes} 分钟" }
    /// The legend.
    key_gate() { English: "criteria at a gate", SimplifiedChinese: "关卡的标准数" }
    /// The legend.
    key_open() { English: "open now", SimplifiedChinese: "现在可推进" }
    /// The legend.
    key_shut() { English: "criteria not met", SimplifiedChinese: "未满足的标准数" }
    /// The legend.
    key_into() { English: "a deal may leave here", SimplifiedChinese: "可由此转出" }
    /// The legend.
    key_out() { English: "and come back here", SimplifiedChinese: "可回到此处" }
    /// The legend.
    key_back() { English: "back", SimplifiedChinese: "退回" }
    /// The legend.
    key_plan() { English: "the plan", SimplifiedChinese: "计划路径" }
    /// Whether stages may be skipped.
    may_skip() { English: "Stages may be skipped when every gate on the way is open", SimplifiedChinese: "沿途关卡全部满足时可跳过阶段" }
    /// Whether stages may be skipped.
    no_skip() { English: "No stage may be skipped", SimplifiedChinese: "不可跳过阶段" }
    /// How far a deal may go back.
    any_back() { English: "A deal may go back to any earlier stage", SimplifiedChinese: "商机可退回任一更早的阶段" }
    /// How far a deal may go back.
    one_back() { English: "A deal may go back one stage", SimplifiedChinese: "商机可退回上一阶段" }
    /// How far a deal may go back.
    no_back() { English: "A deal goes back only where an arrow says so", SimplifiedChinese: "只有箭头所示之处可以退回" }
}

/// So many criteria.
pub(in crate::render) fn criteria(language: Language, count: usize) -> String {
    if count == 1 { one_criterion(language) } else { several_criteria(language, count) }
}

/// A length of work.
pub(in crate::render) fn effort(language: Language, total: u64) -> String {
    match (total / 60, total % 60) {
        (0, rest) => minutes(language, rest),
        (whole, 0) => hours(language, whole),
        (whole, rest) => hours_and(language, whole, rest),
    }
}
