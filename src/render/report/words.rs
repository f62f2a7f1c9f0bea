//! What a report says in dealgraph's own words.

use crate::base::language::{Language, sentences};
use crate::engine::verdict::MoveKind;
use crate::render::prompt::Audience;

sentences! {
    /// Below the title.
    as_of(playbook, day) { English: "{playbook} · on {day}", SimplifiedChinese: "{playbook} · {day}" }
    /// A heading.
    picture() { English: "Where it stands", SimplifiedChinese: "所处位置" }
    /// A heading.
    actions() { English: "What to do next", SimplifiedChinese: "下一步做什么" }
    /// A heading.
    moves() { English: "What may move, and what may not", SimplifiedChinese: "可行与不可行的推进" }
    /// A heading.
    plan(stage) { English: "The plan to {stage}", SimplifiedChinese: "通往“{stage}”的计划" }
    /// A heading.
    signals() { English: "Warning signs", SimplifiedChinese: "预警信号" }
    /// A heading.
    scorecards() { English: "Scorecards", SimplifiedChinese: "评分卡" }
    /// A heading.
    for_the_rep() { English: "For the rep", SimplifiedChinese: "给销售代表" }
    /// A heading.
    for_the_manager() { English: "For the manager", SimplifiedChinese: "给销售经理" }
    /// A heading.
    evidence() { English: "What is on record, and on what evidence", SimplifiedChinese: "记录的事实及其证据" }
    /// A heading.
    people() { English: "The people", SimplifiedChinese: "相关人员" }
    /// A heading.
    history() { English: "What became of it so far", SimplifiedChinese: "推进历史" }
    /// Before a question.
    ask(question) { English: "Ask: “{question}”", SimplifiedChinese: "提问：“{question}”" }
    /// How an action came by its place.
    score(score, parts) { English: "{score} points: {parts}", SimplifiedChinese: "{score} 分：{parts}" }
    /// A part of a score.
    part(points, reason) { English: "{points} {reason}", SimplifiedChinese: "{reason} {points} 分" }
    /// How long something takes.
    takes(length) { English: "takes {length}", SimplifiedChinese: "需时 {length}" }
    /// An answer.
    open() { English: "open", SimplifiedChinese: "可推进" }
    /// An answer.
    open_once_stated() { English: "open once this is stated", SimplifiedChinese: "注明以下内容后可推进" }
    /// An answer.
    needs_override() { English: "needs an override", SimplifiedChinese: "需要破例放行" }
    /// An answer.
    unmet(criteria) { English: "{criteria} unmet", SimplifiedChinese: "{criteria}未满足" }
    /// What is missing here as well.
    as_above(count) { English: "and {count} as above", SimplifiedChinese: "另有 {count} 项同上" }
    /// The stages that a move passes.
    passing(stages) { English: "passing {stages}", SimplifiedChinese: "经过{stages}" }
    /// What blocks nothing.
    worth_having(gap) { English: "worth having: {gap}", SimplifiedChinese: "值得具备：{gap}" }
    /// Who sees to it.
    owner(role) { English: "{role} sees to it", SimplifiedChinese: "由{role}负责" }
    /// How much work a plan is.
    least_work(effort) { English: "{effort} of work: the least there is", SimplifiedChinese: "工作量 {effort}，已是最少" }
    /// How much work a plan is.
    most_work(effort) {
        English: "{effort} of work at most: there may be a shorter way",
        SimplifiedChinese: "工作量至多 {effort}，可能有更省力的路径",
    }
    /// No plan leads there.
    no_way() { English: "No way leads there.", SimplifiedChinese: "没有路径可以到达。" }
    /// Why no plan leads there.
    clash() { English: "These cannot all be met, whatever the facts:", SimplifiedChinese: "无论事实如何，以下各项都无法同时满足：" }
    /// Nobody can tell whether there is a plan.
    undecided() { English: "It cannot be told whether there is a way.", SimplifiedChinese: "无法判断是否有路径。" }
    /// Nothing is missing before a move.
    nothing_missing() { English: "Nothing is missing.", SimplifiedChinese: "无缺项。" }
    /// How long a move takes.
    about(days) { English: "about {days}", SimplifiedChinese: "约 {days}" }
    /// A gate makes the deal wait.
    wait(days) { English: "not before {days} have passed", SimplifiedChinese: "须再等 {days}" }
    /// Who may make a move.
    made_by(roles) { English: "made by {roles}", SimplifiedChinese: "由{roles}执行" }
    /// What a move has to state.
    with_reason(reasons) { English: "with a reason: {reasons}", SimplifiedChinese: "须注明原因：{reasons}" }
    /// What a task gives.
    to_learn(facts) { English: "for {facts}", SimplifiedChinese: "以取得：{facts}" }
    /// What a fact has to become.
    becomes(label, value) { English: "{label}: {value}", SimplifiedChinese: "{label}：{value}" }
    /// How well a fact has to be evidenced.
    as_good_as(fact, grade) { English: "{fact} ({grade})", SimplifiedChinese: "{fact}（{grade}）" }
    /// A heading.
    instead() { English: "Instead", SimplifiedChinese: "其他选择" }
    /// Other facts for some of the facts.
    rather(facts, others) { English: "{facts}, in place of {others}", SimplifiedChinese: "以{facts}代替{others}" }
    /// Other facts.
    also(facts) { English: "{facts} as well", SimplifiedChinese: "另加{facts}" }
    /// Fewer facts.
    without(others) { English: "without {others}", SimplifiedChinese: "无需{others}" }
    /// A new deal.
    new_deal() { English: "New deal", SimplifiedChinese: "新建商机" }
    /// A signal that is silenced.
    silenced(day, reason) { English: "silenced until {day}: {reason}", SimplifiedChinese: "已静音至 {day}：{reason}" }
    /// How serious a signal is.
    critical() { English: "critical", SimplifiedChinese: "严重" }
    /// How serious a signal is.
    warning() { English: "warning", SimplifiedChinese: "警告" }
    /// How serious a signal is.
    note() { English: "note", SimplifiedChinese: "提示" }
    /// A score.
    of_hundred(name, score) { English: "{name}: {score} %", SimplifiedChinese: "{name}：{score} %" }
    /// A table's head.
    fact() { English: "Fact", SimplifiedChinese: "事实" }
    /// A table's head.
    value() { English: "Value", SimplifiedChinese: "取值" }
    /// A table's head.
    grade() { English: "Evidence", SimplifiedChinese: "证据" }
    /// A table's head.
    by() { English: "Who, when", SimplifiedChinese: "来源与日期" }
    /// A table's head.
    remark() { English: "Note", SimplifiedChinese: "备注" }
    /// A table's head.
    name() { English: "Name", SimplifiedChinese: "姓名" }
    /// A table's head.
    roles() { English: "Role", SimplifiedChinese: "角色" }
    /// A table's head.
    stance() { English: "Stance", SimplifiedChinese: "态度" }
    /// A table's head.
    met() { English: "Met", SimplifiedChinese: "已见面" }
    /// A table's head.
    last_contact() { English: "Last contact", SimplifiedChinese: "最近联系" }
    /// A table's head.
    day() { English: "Day", SimplifiedChinese: "日期" }
    /// A table's head.
    stage() { English: "Stage", SimplifiedChinese: "阶段" }
    /// Yes.
    yes() { English: "yes", SimplifiedChinese: "是" }
    /// No.
    no() { English: "no", SimplifiedChinese: "否" }
    /// A kind of move.
    create() { English: "create", SimplifiedChinese: "创建" }
    /// A kind of move.
    forward() { English: "forward", SimplifiedChinese: "推进" }
    /// A kind of move.
    skip() { English: "skip", SimplifiedChinese: "跳过" }
    /// A kind of move.
    back() { English: "back", SimplifiedChinese: "退回" }
    /// A kind of move.
    lose() { English: "lose", SimplifiedChinese: "输单" }
    /// A kind of move.
    park() { English: "park", SimplifiedChinese: "暂停" }
    /// A kind of move.
    resume() { English: "resume", SimplifiedChinese: "恢复" }
    /// A kind of move.
    reopen() { English: "reopen", SimplifiedChinese: "重启" }
    /// A kind of move.
    stay() { English: "stay", SimplifiedChinese: "不动" }
}

/// The heading over a coaching text.
pub(super) fn coaching(language: Language, audience: Audience) -> String {
    match audience {
        Audience::Manager => for_the_manager(language),
        Audience::Rep | Audience::Assistant => for_the_rep(language),
    }
}

/// The word for a kind of move.
pub(super) fn kind(language: Language, kind: MoveKind) -> String {
    match kind {
        MoveKind::Create => create(language),
        MoveKind::Forward => forward(language),
        MoveKind::Skip => skip(language),
        MoveKind::Back => back(language),
        MoveKind::Lose => lose(language),
        MoveKind::Park => park(language),
        MoveKind::Resume => resume(language),
        MoveKind::Reopen => reopen(language),
        MoveKind::Stay => stay(language),
    }
}
