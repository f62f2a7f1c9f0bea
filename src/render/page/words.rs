//! What pages say in dealgraph's own words.

use crate::base::language::sentences;

sentences! {
    /// How to use the page.
    choose() {
        English: "Choose a stage or a mark in the picture to read what belongs to it",
        SimplifiedChinese: "在图中选择阶段或标记，即可查看其内容",
    }
    /// The name of the picture.
    picture() { English: "Picture of the stages", SimplifiedChinese: "阶段图" }
    /// The name of the list of stages.
    stages() { English: "Stages", SimplifiedChinese: "阶段" }
    /// A heading.
    ways_on() { English: "Ways from here", SimplifiedChinese: "由此可前往" }
    /// A heading.
    ways_in() { English: "Ways to here", SimplifiedChinese: "可由此前来" }
    /// A gate without criteria.
    asks_nothing() { English: "It asks for nothing.", SimplifiedChinese: "没有任何要求。" }
    /// A heading.
    leaving(stage) { English: "To leave {stage}", SimplifiedChinese: "离开“{stage}”时" }
    /// A heading.
    on_the_way() { English: "On the way itself", SimplifiedChinese: "推进本身" }
    /// A heading.
    entering(stage) { English: "To enter {stage}", SimplifiedChinese: "进入“{stage}”时" }
    /// A heading.
    added(methodologies) {
        English: "Added by {methodologies}",
        SimplifiedChinese: "由{methodologies}增加",
    }
    /// A heading.
    missing() { English: "What is missing", SimplifiedChinese: "还缺什么" }
    /// A heading.
    to_do() { English: "To do before it", SimplifiedChinese: "推进之前要做的事" }
    /// Back to the picture.
    back() { English: "Back to the picture", SimplifiedChinese: "返回阶段图" }
    /// The stage before.
    before(stage) { English: "← {stage}", SimplifiedChinese: "← {stage}" }
    /// The stage after.
    after(stage) { English: "{stage} →", SimplifiedChinese: "{stage} →" }
}
