//! What `choose` says.

use dealgraph::Language;

said! {
    /// A heading.
    leads() { English: "To own the stages of a deal", SimplifiedChinese: "主导商机各阶段的方法论" }
    /// A heading.
    supports() { English: "To lay beside it", SimplifiedChinese: "可叠加的方法论" }
    /// A heading.
    advice() { English: "Besides", SimplifiedChinese: "此外" }
    /// A heading.
    hangs_on() { English: "What this hangs on", SimplifiedChinese: "结论取决于什么" }
    /// A heading.
    open() { English: "Not stated", SimplifiedChinese: "尚未说明" }
    /// What is recommended.
    take(lead) { English: "Take {lead}", SimplifiedChinese: "建议采用{lead}" }
    /// What is recommended with it.
    take_both(lead, support) {
        English: "Take {lead}, with {support} laid over it",
        SimplifiedChinese: "建议采用{lead}，并叠加{support}",
    }
    /// Nothing can be recommended.
    take_none() {
        English: "No methodology suits this market",
        SimplifiedChinese: "没有适合这个市场的方法论",
    }
    /// The lead is hardly ahead.
    unsure(margin, next) {
        English: "Only {margin} points ahead of {next}: either will do, and a single trait decides",
        SimplifiedChinese: "仅比{next}领先 {margin} 分：两者皆可，任何一个特征都可能改变结论",
    }
    /// Nothing has been stated.
    nothing_stated() {
        English: "Nothing is known of the market yet, so every methodology is as good as another",
        SimplifiedChinese: "对市场尚一无所知，因此各方法论不分高下",
    }
    /// A methodology is ruled out.
    ruled_out(why) { English: "ruled out: {why}", SimplifiedChinese: "不予采用：{why}" }
    /// A trait that would change the answer.
    hinge(label, value, lead) {
        English: "{label} «{value}» would make it {lead}",
        SimplifiedChinese: "若“{label}”为“{value}”，则应采用{lead}",
    }
    /// More of the same.
    more(count) { English: "{count} more", SimplifiedChinese: "还有 {count} 项" }
    /// The answers are judgement.
    judgement() {
        English: "The weights are judgement, not measurement: read the reasons, not the figures.",
        SimplifiedChinese: "权重出自经验判断，并非测量结果：请看理由，不要只看分数。",
    }
    /// How to answer a question.
    how_to_answer() {
        English: "Answer with a number; Enter leaves it open; q ends the questions.",
        SimplifiedChinese: "请输入编号；直接回车表示不确定；输入 q 结束提问。",
    }
    /// An answer that is none.
    no_such_answer(count) {
        English: "A number from 1 to {count}, please.",
        SimplifiedChinese: "请输入 1 到 {count} 之间的编号。",
    }
}
