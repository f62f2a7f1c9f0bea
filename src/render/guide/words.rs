//! The headings and connecting words of a guide.

use crate::base::language::sentences;

sentences! {
    /// A heading.
    when_it_fits() { English: "When it fits", SimplifiedChinese: "何时适用" }
    /// A heading.
    when_not() { English: "When it does not", SimplifiedChinese: "何时不适用" }
    /// A table's head.
    stage() { English: "Stage", SimplifiedChinese: "阶段" }
    /// A table's head.
    goal() { English: "What it is for", SimplifiedChinese: "目标" }
    /// A table's head.
    time() { English: "How long it usually takes", SimplifiedChinese: "通常时长" }
    /// What the signs of warning signs mean.
    signs() {
        English: "‼ act today; ! act this week; the rest is worth knowing.",
        SimplifiedChinese: "‼ 当天处理；! 本周处理；其余供参考。",
    }
    /// A heading.
    goes_well_with() { English: "It goes well with", SimplifiedChinese: "适合搭配" }
    /// A reason's condition and points.
    fit(sentence, points) { English: "{sentence} ({points})", SimplifiedChinese: "{sentence}（{points}）" }
    /// A reason that rules out.
    veto(sentence) {
        English: "{sentence} (rules it out)",
        SimplifiedChinese: "{sentence}（不予采用）",
    }
    /// A heading.
    principles() { English: "What it holds to be true", SimplifiedChinese: "基本观点" }
    /// A heading.
    the_way() { English: "The way of a deal", SimplifiedChinese: "商机的推进路径" }
    /// A heading.
    people() { English: "The people", SimplifiedChinese: "相关人员" }
    /// A heading.
    strategy() { English: "How to go about it", SimplifiedChinese: "策略" }
    /// A heading.
    models() { English: "Models it thinks in", SimplifiedChinese: "思考模型" }
    /// A heading.
    stages() { English: "Stage by stage", SimplifiedChinese: "逐个阶段" }
    /// A heading.
    checklist() { English: "What it asks for", SimplifiedChinese: "检查项" }
    /// A heading.
    to_enter() { English: "To enter", SimplifiedChinese: "进入标准" }
    /// A heading.
    to_leave() { English: "To move on", SimplifiedChinese: "退出标准" }
    /// A heading.
    to_stay() { English: "As long as the deal is here", SimplifiedChinese: "停留期间应满足" }
    /// A heading.
    ask() { English: "Ask", SimplifiedChinese: "提问" }
    /// A heading.
    act() { English: "Do", SimplifiedChinese: "行动" }
    /// A heading.
    say() { English: "Say or send", SimplifiedChinese: "话术" }
    /// A heading.
    other_ways() { English: "Other ways between the stages", SimplifiedChinese: "其他推进方式" }
    /// A heading.
    signals() { English: "Warning signs", SimplifiedChinese: "预警信号" }
    /// A heading.
    scorecards() { English: "Scorecards", SimplifiedChinese: "评分卡" }
    /// A heading.
    facts() { English: "The facts", SimplifiedChinese: "事实" }
    /// What a sum scorecard does.
    added() { English: "The points add up.", SimplifiedChinese: "各项得分相加。" }
    /// What a product scorecard does.
    multiplied() {
        English: "The points are multiplied: one nought makes all nought.",
        SimplifiedChinese: "各项得分相乘：任何一项为零，总分即为零。",
    }
    /// What a minimum scorecard does.
    least() { English: "The weakest item counts.", SimplifiedChinese: "以最弱的一项为准。" }
    /// Points.
    points(points) { English: "{points} points", SimplifiedChinese: "{points} 分" }
    /// What a criterion asks of its evidence.
    evidence_assumed() { English: "may be assumed", SimplifiedChinese: "可为假设" }
    /// What a criterion asks of its evidence.
    evidence_recorded() { English: "on record", SimplifiedChinese: "须有记录" }
    /// What a criterion asks of its evidence.
    evidence_stated() { English: "in a buyer's words", SimplifiedChinese: "须为买方亲口所述" }
    /// What a criterion asks of its evidence.
    evidence_confirmed() { English: "confirmed by a buyer in writing", SimplifiedChinese: "须经买方书面确认" }
    /// What a criterion asks of its evidence.
    evidence_acted() { English: "shown by what a buyer does", SimplifiedChinese: "须由买方行动证明" }
    /// How recent it has to be.
    fresh(length) { English: "not older than {length}", SimplifiedChinese: "不早于 {length} 前" }
    /// It does not block.
    warns() { English: "a warning, no bar", SimplifiedChinese: "仅提醒，不阻止" }
    /// Who sees to it.
    owner(role) { English: "{role} sees to it", SimplifiedChinese: "由{role}负责" }
    /// Who may override it.
    override_by(roles) { English: "{roles} may let it pass", SimplifiedChinese: "{roles}可破例放行" }
    /// What must not be so, where the condition has no words of its own.
    otherwise(text) { English: "Not this: {text}", SimplifiedChinese: "不应出现：{text}" }
    /// What to listen for.
    listen_for(what) { English: "Listen for: {what}", SimplifiedChinese: "留意：{what}" }
    /// When a play shows.
    when(sentence) { English: "When {sentence}.", SimplifiedChinese: "适用于：{sentence}。" }
    /// How long a play takes.
    takes(length) { English: "takes {length}", SimplifiedChinese: "需时 {length}" }
    /// How long a stage takes.
    expected(length) { English: "usually {length}", SimplifiedChinese: "通常 {length}" }
    /// A stage's probability.
    probability(percent) { English: "{percent} % likely to be won", SimplifiedChinese: "赢单概率 {percent} %" }
    /// When a deal counts as stalled.
    stalled(length) { English: "stalled after {length}", SimplifiedChinese: "超过 {length}视为停滞" }
    /// Where the buyer is.
    buyer(stage) { English: "the buyer: {stage}", SimplifiedChinese: "买方：{stage}" }
    /// A way.
    way(from, to) { English: "{from} → {to}", SimplifiedChinese: "{from} → {to}" }
    /// Its reasons.
    reasons(reasons) { English: "with a reason: {reasons}", SimplifiedChinese: "须注明原因：{reasons}" }
    /// Its actors.
    actors(roles) { English: "only {roles}", SimplifiedChinese: "仅限{roles}" }
    /// Every open stage.
    any_open() { English: "any open stage", SimplifiedChinese: "任一进行中的阶段" }
    /// Where it comes from.
    source(source) { English: "Source: {source}", SimplifiedChinese: "来源：{source}" }
    /// A table's head.
    fact() { English: "Fact", SimplifiedChinese: "事实" }
    /// A table's head.
    meaning() { English: "Meaning", SimplifiedChinese: "含义" }
    /// A table's head.
    value() { English: "Value", SimplifiedChinese: "取值" }
    /// A type of value.
    yes_or_no() { English: "yes or no", SimplifiedChinese: "是或否" }
    /// A type of value.
    whole_number() { English: "whole number", SimplifiedChinese: "整数" }
    /// A type of value.
    number() { English: "number", SimplifiedChinese: "数字" }
    /// A type of value.
    money() { English: "amount of money", SimplifiedChinese: "金额" }
    /// A type of value.
    percent() { English: "percentage", SimplifiedChinese: "百分比" }
    /// A type of value.
    text() { English: "text", SimplifiedChinese: "文本" }
    /// A type of value.
    texts() { English: "list of texts", SimplifiedChinese: "文本列表" }
    /// A type of value.
    day() { English: "day", SimplifiedChinese: "日期" }
    /// A type of value.
    moment() { English: "moment", SimplifiedChinese: "时间" }
    /// A type of value.
    length() { English: "length of time", SimplifiedChinese: "时长" }
    /// A type of value.
    records(fields) { English: "list, each with {fields}", SimplifiedChinese: "列表，每项含{fields}" }
}
