//! What reports about deals say.

use dealgraph::{Evidence, Language, MoveKind, UnmetState};

said! {
    /// A heading.
    what_next() { English: "What to do next", SimplifiedChinese: "下一步做什么" }
    /// Beside that heading.
    best_first() { English: "the best first, with its score", SimplifiedChinese: "按得分从高到低" }
    /// How many are left out.
    more_with_all(count) { English: ", {count} more with --all", SimplifiedChinese: "，加 --all 可看其余 {count} 项" }
    /// Before a question that goes with an action.
    ask() { English: "ask ", SimplifiedChinese: "可问 " }
    /// Before what to listen for.
    listen_for() { English: "listen for ", SimplifiedChinese: "留意 " }
    /// A question as an action.
    ask_aloud(question) { English: "Ask: “{question}”", SimplifiedChinese: "提问：“{question}”" }
    /// A question as what helps.
    ask_it(question) { English: "ask “{question}”", SimplifiedChinese: "提问“{question}”" }
    /// What an action opens.
    helps_further_on(criteria) { English: "helps with {criteria} further on", SimplifiedChinese: "有助于后续的{criteria}" }
    /// What an action opens.
    helps_to_meet(letters) { English: "helps to meet {letters}", SimplifiedChinese: "有助于满足 {letters}" }
    /// How long an action takes.
    takes(effort) { English: "takes {effort}", SimplifiedChinese: "需时 {effort}" }
    /// A heading.
    blocks(stage) { English: "What blocks the move to {stage}", SimplifiedChinese: "是什么阻碍推进到“{stage}”" }
    /// A heading.
    nothing_blocks(stage) { English: "Nothing blocks the move to {stage}", SimplifiedChinese: "推进到“{stage}”没有阻碍" }
    /// Below that heading.
    all_met() { English: "Every criterion on the way is met", SimplifiedChinese: "途中的标准都已满足" }
    /// A heading.
    worth_having() { English: "Blocking nothing, but worth having:", SimplifiedChinese: "不构成阻碍，但值得具备：" }
    /// A heading.
    moves() { English: "Moves", SimplifiedChinese: "可选的推进" }
    /// A heading.
    other_moves() { English: "Other moves", SimplifiedChinese: "其他推进" }
    /// A heading.
    warning_signs() { English: "Warning signs", SimplifiedChinese: "预警信号" }
    /// A heading.
    scorecards() { English: "Scorecards", SimplifiedChinese: "评分卡" }
    /// A severity.
    critical() { English: "critical", SimplifiedChinese: "严重" }
    /// A severity.
    warning() { English: "warning", SimplifiedChinese: "警告" }
    /// A severity.
    note() { English: "note", SimplifiedChinese: "提示" }
    /// A signal that is silenced.
    silenced() { English: "– silenced", SimplifiedChinese: "– 已静音" }
    /// Until when and why.
    silenced_until(signal, day, reason) {
        English: "{signal} (until {day}: {reason})",
        SimplifiedChinese: "{signal}（至 {day}：{reason}）",
    }
    /// Several rule sets over one another.
    with(first, next) { English: "{first} with {next}", SimplifiedChinese: "{first} 叠加 {next}" }
    /// When it was judged.
    on(day) { English: "on {day}", SimplifiedChinese: "{day}" }
    /// The deal does not exist yet.
    not_created() { English: "Not created yet", SimplifiedChinese: "尚未创建" }
    /// A probability.
    likely(percent) { English: "{percent} likely", SimplifiedChinese: "赢单概率 {percent}" }
    /// The place of a stage.
    stage_of(number, of) { English: "stage {number} of {of}", SimplifiedChinese: "第 {number}/{of} 阶段" }
    /// The kind of a closed stage.
    won() { English: "won", SimplifiedChinese: "赢单" }
    /// The kind of a closed stage.
    lost() { English: "lost", SimplifiedChinese: "输单" }
    /// The kind of a parked stage.
    parked() { English: "parked", SimplifiedChinese: "暂停" }
    /// How long the deal has been in its stage.
    days_here(days) { English: "{days} here", SimplifiedChinese: "已停留 {days}" }
    /// How long it has been there, and how long it should be.
    days_here_of(days, expected) {
        English: "{days} here, {expected} expected",
        SimplifiedChinese: "已停留 {days}，预期 {expected} 天",
    }
    /// The way ahead is free.
    nothing_asked() { English: "nothing is asked on the way", SimplifiedChinese: "途中没有任何要求" }
    /// How far the next gate is met.
    met_of(met, criteria) { English: "{met} of {criteria} met", SimplifiedChinese: "{criteria}中已满足 {met} 项" }
    /// How many criteria are not met.
    unmet(criteria) { English: "{criteria} unmet", SimplifiedChinese: "{criteria}未满足" }
    /// A move that is allowed.
    open() { English: "open", SimplifiedChinese: "可推进" }
    /// A move that somebody has to let pass.
    needs_an_override() { English: "needs an override", SimplifiedChinese: "需要破例放行" }
    /// Facts that have no value.
    not_set(labels) { English: "not set: {labels}", SimplifiedChinese: "未填写：{labels}" }
    /// How well a fact has to be evidenced.
    has_to_be(grade) { English: "has to be {grade}", SimplifiedChinese: "证据须达到“{grade}”" }
    /// Who sees to it.
    sees_to_it(role) { English: "{role} sees to it", SimplifiedChinese: "由{role}负责" }
    /// Who may let it pass.
    may_override(roles) { English: "{roles} may override", SimplifiedChinese: "{roles}可破例放行" }
    /// The last of several.
    or(first, last) { English: "{first} or {last}", SimplifiedChinese: "{first}或{last}" }
    /// The actions above that help.
    do_numbers(numbers) { English: "do {numbers}", SimplifiedChinese: "做第 {numbers} 项" }
    /// How many gaps are left out.
    one_more_gap() { English: "1 more gap", SimplifiedChinese: "还有 1 项不足" }
    /// How many gaps are left out.
    more_gaps(count) { English: "{count} more gaps", SimplifiedChinese: "还有 {count} 项不足" }
    /// One of them.
    one_criterion() { English: "1 criterion", SimplifiedChinese: "1 项标准" }
    /// Several of them.
    several_criteria(count) { English: "{count} criteria", SimplifiedChinese: "{count} 项标准" }
    /// One of them.
    one_day() { English: "1 day", SimplifiedChinese: "1 天" }
    /// Several of them.
    several_days(count) { English: "{count} days", SimplifiedChinese: "{count} 天" }
    /// A verdict.
    allowed() { English: "Allowed", SimplifiedChinese: "可以推进" }
    /// A verdict.
    overridden() { English: "Allowed by override", SimplifiedChinese: "经破例放行，可以推进" }
    /// A verdict.
    override_by(roles) { English: "Needs an override by {roles}", SimplifiedChinese: "需要由{roles}破例放行" }
    /// A verdict.
    blocked() { English: "Blocked", SimplifiedChinese: "不能推进" }
    /// A deal that is to be created.
    a_new_deal(stage) { English: "a new deal in {stage}", SimplifiedChinese: "在“{stage}”新建商机" }
    /// The stages between.
    passing(stages) { English: "passing {stages}", SimplifiedChinese: "经过{stages}" }
    /// Between the items of a list.
    comma() { English: ", ", SimplifiedChinese: "、" }
    /// Before an explanation.
    colon() { English: ": ", SimplifiedChinese: "：" }
}

/// So many criteria.
pub(crate) fn criteria(language: Language, count: usize) -> String {
    if count == 1 { one_criterion(language) } else { several_criteria(language, count) }
}

/// So many days.
pub(crate) fn days(language: Language, count: usize) -> String {
    if count == 1 { one_day(language) } else { several_days(language, count) }
}

/// «a or b or c».
pub(crate) fn any_of(language: Language, items: &[String]) -> String {
    let mut items = items.iter();
    let first = items.next().cloned().unwrap_or_default();
    items.fold(first, |row, next| or(language, row, next))
}

/// «a, b, c».
pub(crate) fn row<T: AsRef<str>>(language: Language, items: &[T]) -> String {
    items.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(&comma(language))
}

/// Why a criterion is not met.
pub(crate) const fn state(language: Language, state: UnmetState) -> &'static str {
    match (language, state) {
        (Language::SimplifiedChinese, UnmetState::False) => "否",
        (Language::SimplifiedChinese, UnmetState::Unverified) => "证据不足",
        (Language::SimplifiedChinese, UnmetState::Stale) => "已过时",
        (Language::SimplifiedChinese, _) => "未知",
        (_, UnmetState::False) => "no",
        (_, UnmetState::Unverified) => "not verified",
        (_, UnmetState::Stale) => "out of date",
        (_, _) => "not known",
    }
}

/// How well a fact is evidenced.
pub(crate) const fn grade(language: Language, grade: Evidence) -> &'static str {
    match (language, grade) {
        (Language::SimplifiedChinese, Evidence::Assumed) => "假设",
        (Language::SimplifiedChinese, Evidence::Recorded) => "销售记录",
        (Language::SimplifiedChinese, Evidence::Stated) => "买方口述",
        (Language::SimplifiedChinese, Evidence::Confirmed) => "买方书面确认",
        (Language::SimplifiedChinese, Evidence::Acted) => "买方已行动",
        (_, grade) => grade.word(),
    }
}

/// The word for a kind of move.
pub(crate) const fn kind(language: Language, kind: MoveKind) -> &'static str {
    match (language, kind) {
        (Language::SimplifiedChinese, MoveKind::Create) => "创建",
        (Language::SimplifiedChinese, MoveKind::Forward) => "推进",
        (Language::SimplifiedChinese, MoveKind::Skip) => "跳过",
        (Language::SimplifiedChinese, MoveKind::Back) => "退回",
        (Language::SimplifiedChinese, MoveKind::Lose) => "输单",
        (Language::SimplifiedChinese, MoveKind::Park) => "暂停",
        (Language::SimplifiedChinese, MoveKind::Resume) => "恢复",
        (Language::SimplifiedChinese, MoveKind::Reopen) => "重启",
        (Language::SimplifiedChinese, MoveKind::Stay) => "不动",
        (_, MoveKind::Create) => "create",
        (_, MoveKind::Forward) => "forward",
        (_, MoveKind::Skip) => "skip",
        (_, MoveKind::Back) => "back",
        (_, MoveKind::Lose) => "lose",
        (_, MoveKind::Park) => "park",
        (_, MoveKind::Resume) => "resume",
        (_, MoveKind::Reopen) => "reopen",
        (_, MoveKind::Stay) => "stay",
    }
}
