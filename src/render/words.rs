//! What coaching texts and pictures say in dealgraph's own words.

use crate::base::language::sentences;

sentences! {
    /// Where a deal stands that does not exist yet.
    not_created() { English: "The deal is not created yet.", SimplifiedChinese: "这笔商机尚未创建。" }
    /// Where an open deal stands.
    in_stage(stage, number, of) {
        English: "In {stage}, stage {number} of {of}",
        SimplifiedChinese: "目前在“{stage}”，第 {number} 个阶段，共 {of} 个",
    }
    /// Where a parked deal stands.
    parked_in(stage) { English: "Parked in {stage}", SimplifiedChinese: "暂停于“{stage}”" }
    /// Where a closed deal stands.
    closed_in(stage) { English: "Closed in {stage}", SimplifiedChinese: "已结束于“{stage}”" }
    /// For how long.
    for_one_day() { English: ", for 1 day", SimplifiedChinese: "，已 1 天" }
    /// For how long.
    for_days(days) { English: ", for {days} days", SimplifiedChinese: "，已 {days} 天" }
    /// For how long, and how long it should be.
    for_days_of(days, expected) {
        English: ", for {days} days where {expected} are expected",
        SimplifiedChinese: "，已 {days} 天，预期 {expected} 天",
    }
    /// The end of a sentence.
    stop(sentence) { English: "{sentence}.", SimplifiedChinese: "{sentence}。" }
    /// How far the next gate is met.
    criteria_met(met, of, next) {
        English: " {met} of {of} criteria for {next} are met.",
        SimplifiedChinese: "进入“{next}”的 {of} 项标准已满足 {met} 项。",
    }
    /// How far the next gate is not met.
    criteria_not_met(open, of, next) {
        English: " {open} of {of} criteria for {next} are not met.",
        SimplifiedChinese: "进入“{next}”的 {of} 项标准还有 {open} 项未满足。",
    }

    /// Why a criterion is not met.
    not_so() { English: "not so", SimplifiedChinese: "不成立" }
    /// Why a criterion is not met.
    not_known() { English: "not known", SimplifiedChinese: "尚不清楚" }
    /// Why a criterion is not met.
    out_of_date() { English: "the evidence is out of date", SimplifiedChinese: "证据已过时" }
    /// Why a criterion is not met.
    not_said() {
        English: "no buyer has said so on record",
        SimplifiedChinese: "没有买方亲口说过的记录",
    }
    /// Why a criterion is not met.
    not_confirmed() {
        English: "no buyer has confirmed it in writing",
        SimplifiedChinese: "没有买方书面确认",
    }
    /// Why a criterion is not met.
    not_acted() { English: "no buyer has acted on it", SimplifiedChinese: "买方尚未为此采取行动" }
    /// Why a criterion is not met.
    not_evidenced() { English: "not evidenced well enough", SimplifiedChinese: "证据不足" }

    /// A manager's question about a fact whose evidence is old.
    ask_if_still(claim) {
        English: "«{claim}» rests on something old. Does it still hold, and who says so?",
        SimplifiedChinese: "“{claim}”所依据的信息已经陈旧。现在还成立吗？是谁说的？",
    }
    /// A manager's question about a fact without a buyer behind it.
    ask_who_said(claim) {
        English: "You have recorded «{claim}». Who at the buyer said or did that, and when?",
        SimplifiedChinese: "你记录了“{claim}”。买方是谁、在什么时候这样说或这样做的？",
    }
    /// A manager's question about what is not known.
    ask_how_to_learn(gap) {
        English: "{gap}. How will you find out this week?",
        SimplifiedChinese: "{gap}。本周你打算怎样弄清楚？",
    }
    /// A manager's question about what is not so.
    ask_smallest_step(gap) {
        English: "{gap}. What is the smallest step by the buyer that would change it?",
        SimplifiedChinese: "{gap}。买方只要做到哪一小步，情况就会改变？",
    }
    /// A manager's question about a signal.
    ask_what_since(signal) {
        English: "{signal}. What has happened since?",
        SimplifiedChinese: "{signal}。此后有什么进展？",
    }

    /// A forecast category.
    is_omitted(stage) {
        English: "{stage} is left out of the forecast",
        SimplifiedChinese: "“{stage}”不计入预测",
    }
    /// A forecast category.
    is_pipeline(stage) { English: "{stage} counts as pipeline", SimplifiedChinese: "“{stage}”计为管道" }
    /// A forecast category.
    is_best_case(stage) {
        English: "{stage} counts as best case",
        SimplifiedChinese: "“{stage}”计为乐观预测",
    }
    /// A forecast category.
    is_commit(stage) { English: "{stage} counts as commit", SimplifiedChinese: "“{stage}”计为承诺" }
    /// A forecast category.
    is_closed(stage) { English: "{stage} counts as closed", SimplifiedChinese: "“{stage}”计为已成交" }
    /// No forecast category.
    stands(stage) { English: "{stage} stands", SimplifiedChinese: "“{stage}”" }
    /// The stage's probability.
    at_percent(claim, percent) {
        English: "{claim} at {percent} %",
        SimplifiedChinese: "{claim}，赢单概率 {percent} %",
    }
    /// What backs a forecast.
    backed_by_nothing() { English: " Nothing is on record.", SimplifiedChinese: "没有任何记录。" }
    /// What backs a forecast.
    backed_by_buyer() {
        English: " Every fact on record comes from the buyer.",
        SimplifiedChinese: "记录的事实全部来自买方。",
    }
    /// What backs a forecast.
    backed_by_us(own, all) {
        English: " {own} of {all} facts on record are our own word, not the buyer's.",
        SimplifiedChinese: "记录的 {all} 项事实中有 {own} 项只是我们自己的说法，并非来自买方。",
    }

    /// An evidence grade.
    assumed() { English: "assumed", SimplifiedChinese: "假设" }
    /// An evidence grade.
    recorded() { English: "recorded", SimplifiedChinese: "销售记录" }
    /// An evidence grade.
    stated() { English: "stated", SimplifiedChinese: "买方口述" }
    /// An evidence grade.
    confirmed() { English: "confirmed", SimplifiedChinese: "买方书面确认" }
    /// An evidence grade.
    acted() { English: "acted", SimplifiedChinese: "买方已行动" }

    /// A channel of a script.
    call() { English: "call", SimplifiedChinese: "电话" }
    /// A channel of a script.
    email() { English: "email", SimplifiedChinese: "邮件" }
    /// A channel of a script.
    meeting() { English: "meeting", SimplifiedChinese: "会面" }
    /// A channel of a script.
    message() { English: "message", SimplifiedChinese: "消息" }
}
