//! What coaching texts and pictures say in dealgraph's own words.

use crate::base::language::{Language, sentences};
use crate::deal::evidence::Evidence;

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
        English: "{met} of {of} criteria for {next} are met.",
        SimplifiedChinese: "进入“{next}”的 {of} 项标准已满足 {met} 项。",
    }
    /// The next gate is open.
    gate_open(next) {
        English: "Every gate to {next} is open.",
        SimplifiedChinese: "进入“{next}”的标准已全部满足。",
    }
    /// The next gate asks for one thing, and that is not met.
    gate_shut(next) {
        English: "The one criterion for {next} is not met.",
        SimplifiedChinese: "进入“{next}”的唯一一项标准尚未满足。",
    }
    /// Between two sentences.
    between_sentences() { English: " ", SimplifiedChinese: "" }
    /// Between the items of a list.
    comma() { English: ", ", SimplifiedChinese: "、" }
    /// A fact with what it has to become.
    with_value(label, value) { English: "{label} ({value})", SimplifiedChinese: "{label}（{value}）" }
    /// What to get, where a buyer has to say it.
    in_their_words(what) {
        English: "{what}, in the buyer's own words",
        SimplifiedChinese: "{what}，由买方亲口说出",
    }
    /// What to get, where a buyer has to confirm it.
    in_writing(what) {
        English: "{what}, confirmed by the buyer in writing",
        SimplifiedChinese: "{what}，由买方书面确认",
    }
    /// What to get, where a buyer has to act on it.
    by_what_they_do(what) {
        English: "{what}, shown by what the buyer does and not only says",
        SimplifiedChinese: "{what}，由买方以行动表明，而不只是口头表示",
    }
    /// A stage with its probability.
    at_share(stage, percent) { English: "{stage} ({percent} %)", SimplifiedChinese: "{stage}（{percent} %）" }
    /// A question to the buyer, in a list of things to do.
    ask_aloud(question) { English: "Ask: “{question}”", SimplifiedChinese: "询问：“{question}”" }
    /// A heading over a script that is sent.
    send(channel) { English: "Send this ({channel})", SimplifiedChinese: "可以发送（{channel}）" }
    /// A heading over a script that is spoken.
    say(channel) { English: "Say this ({channel})", SimplifiedChinese: "可以这样说（{channel}）" }

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
    ask_if_still(label, value) {
        English: "“{label}: {value}” rests on something old. Does it still hold, and who says so?",
        SimplifiedChinese: "“{label}：{value}”依据的信息已经陈旧。现在还成立吗？是谁说的？",
    }
    /// A manager's question about a fact without a buyer behind it.
    ask_who_said(label, value) {
        English: "The record says “{label}: {value}”. Who at the buyer said or did that, when, and in which words?",
        SimplifiedChinese: "记录写着“{label}：{value}”。买方是谁、在什么时候、用什么原话这样说或这样做的？",
    }
    /// A manager's question about what is missing, when there is a question to the buyer for it.
    ask_if_asked(gap, question) {
        English: "{gap}. Have you asked “{question}”, and what was the answer?",
        SimplifiedChinese: "{gap}。你问过“{question}”吗？对方怎么回答？",
    }
    /// A manager's question about the time that is left.
    ask_for_the_days(day) {
        English: "The close date is {day}. What does the buyer do until then, on which day, and who told us so?",
        SimplifiedChinese: "预计成交日期是 {day}。在此之前买方哪一天做什么？是谁告诉我们的？",
    }
    /// A manager's question about a close date that is past.
    ask_for_a_date(day) {
        English: "The close date, {day}, is past. Which day has the buyer named instead, and what do they do until then?",
        SimplifiedChinese: "预计成交日期 {day} 已过。买方另外说了哪一天？在此之前会做什么？",
    }
    /// A manager's question about what is not known.
    ask_how_to_learn(gap) {
        English: "{gap}. Who can tell us, and when do you speak to them?",
        SimplifiedChinese: "{gap}。谁能告诉我们？你什么时候与对方谈？",
    }
    /// A manager's question about what is not so.
    ask_smallest_step(gap) {
        English: "{gap}. What is the smallest step by the buyer that would change it?",
        SimplifiedChinese: "{gap}。买方只要做到哪一小步，情况就会改变？",
    }
    /// A manager's question about a signal.
    ask_what_now(signal) {
        English: "{signal}. What are you doing about it, and by when?",
        SimplifiedChinese: "{signal}。你打算怎么处理？什么时候完成？",
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
    backed_by_nothing() {
        English: "Nothing is on record for which a gate wants the buyer's word.",
        SimplifiedChinese: "凡标准要求买方依据的事实，目前没有任何记录。",
    }
    /// What backs a forecast.
    backed_by_buyer(facts) {
        English: "Wherever a gate wants the buyer's word, the record has it ({facts} on record).",
        SimplifiedChinese: "凡标准要求买方依据的事实，记录（{facts} 项）都来自买方。",
    }
    /// What backs a forecast.
    backed_by_us_alone(facts) {
        English: "Where a gate wants the buyer's word, the record has only our own ({facts} on record).",
        SimplifiedChinese: "凡标准要求买方依据的事实，记录（{facts} 项）都只是我们自己的说法。",
    }
    /// What backs a forecast.
    backed_by_us(own, facts) {
        English: "Of {facts} facts on record for which a gate wants the buyer's word, {own} rest on our own.",
        SimplifiedChinese: "标准要求买方依据的 {facts} 项记录中，有 {own} 项只是我们自己的说法。",
    }
    /// What backs a forecast.
    backed_but_for_one(facts) {
        English: "Of {facts} facts on record for which a gate wants the buyer's word, one rests on our own.",
        SimplifiedChinese: "标准要求买方依据的 {facts} 项记录中，有 1 项只是我们自己的说法。",
    }
    /// The gates that were passed hold.
    gates_still_hold(asked) {
        English: "What the gates behind it asked for still holds ({asked} criteria).",
        SimplifiedChinese: "已通过的标准（{asked} 项）至今仍然成立。",
    }
    /// The gates that were passed do not hold.
    gates_do_not_hold(unmet, asked, stage) {
        English: "Of {asked} criteria of the gates behind it, {unmet} do not hold on what is known now: the evidence carries it to {stage} and no further.",
        SimplifiedChinese: "已通过的 {asked} 项标准中，有 {unmet} 项按目前所知并不成立：证据只够支持到“{stage}”。",
    }
    /// No gate that was passed holds.
    no_gate_holds(asked, stage) {
        English: "None of the criteria of the gates behind it ({asked}) holds on what is known now: the evidence carries it to {stage} and no further.",
        SimplifiedChinese: "已通过的 {asked} 项标准按目前所知没有一项成立：证据只够支持到“{stage}”。",
    }
    /// One gate that was passed does not hold.
    one_gate_does_not_hold(asked, stage) {
        English: "Of {asked} criteria of the gates behind it, one does not hold on what is known now: the evidence carries it to {stage} and no further.",
        SimplifiedChinese: "已通过的 {asked} 项标准中，有 1 项按目前所知并不成立：证据只够支持到“{stage}”。",
    }
    /// The close date against the pace.
    close_date_past(day) {
        English: "The close date on record, {day}, is past.",
        SimplifiedChinese: "记录的预计成交日期 {day} 已过。",
    }
    /// The close date against the pace.
    close_date_kept(day, usual) {
        English: "At the usual pace it would be won on {usual}, in time for the close date of {day}.",
        SimplifiedChinese: "按通常节奏将于 {usual} 成交，赶得上预计成交日期 {day}。",
    }
    /// The close date against the pace.
    close_date_missed(day, usual, late) {
        English: "At the usual pace it would be won on {usual}; the close date on record is {day}, {late} days before that.",
        SimplifiedChinese: "按通常节奏要到 {usual} 才能成交；记录的预计成交日期 {day} 比它早 {late} 天。",
    }

    /// Claims by the grade of their evidence.
    only_assumed() { English: "Assumed by us", SimplifiedChinese: "我们的假设" }
    /// Claims by the grade of their evidence.
    only_recorded() {
        English: "Recorded by us, not said by the buyer",
        SimplifiedChinese: "我们的记录，并非买方所说",
    }
    /// Claims by the grade of their evidence.
    said_by_the_buyer() { English: "Said by the buyer", SimplifiedChinese: "买方亲口所说" }
    /// Claims by the grade of their evidence.
    confirmed_by_the_buyer() {
        English: "Confirmed by the buyer in writing",
        SimplifiedChinese: "买方书面确认",
    }
    /// Claims by the grade of their evidence.
    acted_on_by_the_buyer() { English: "Acted on by the buyer", SimplifiedChinese: "买方已付诸行动" }

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

/// Whose word claims of a grade are.
pub(super) fn whose_word(language: Language, evidence: Evidence) -> String {
    match evidence {
        Evidence::Assumed => only_assumed(language),
        Evidence::Recorded => only_recorded(language),
        Evidence::Stated => said_by_the_buyer(language),
        Evidence::Confirmed => confirmed_by_the_buyer(language),
        Evidence::Acted => acted_on_by_the_buyer(language),
    }
}

/// A channel of a script by what people call it.
pub(super) fn channel(language: Language, channel: &str) -> String {
    match channel {
        "call" => call(language),
        "email" => email(language),
        "meeting" => meeting(language),
        _ => message(language),
    }
}

/// A heading over a script.
pub(super) fn send_or_say(language: Language, name: &str) -> String {
    match name {
        "email" | "message" => send(language, channel(language, name)),
        _ => say(language, channel(language, name)),
    }
}
