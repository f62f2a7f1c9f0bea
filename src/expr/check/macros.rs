//! Macros over the elements of lists and the keys of maps.

use std::sync::Arc;

use super::super::names::{Domain, Type};
use super::super::program::{Failure, Macro, Node, NodeId};
use super::super::syntax::{Comprehension, Expr, ExprKind};
use super::words::a_type;
use super::{Compiler, Local, Typed};

impl Compiler<'_> {
    pub(super) fn comprehension(&mut self, expr: &Expr) -> Typed {
        let ExprKind::Comprehension { kind, range, variable, filter, body, .. } = &expr.kind else {
            return self.failure(Failure::NoFunction, "", expr.span);
        };
        let range_typed = self.expr(range);
        let (ty, domain) = self.element(range, &range_typed);
        self.scope.push(Local {
            name: Arc::clone(variable),
            ty: ty.clone(),
            domain: domain.clone(),
        });
        let filter = filter.as_deref().map(|filter| self.asked_of_each(filter));
        let body = match kind {
            Comprehension::Map => self.expr(body),
            _ => Typed::new(self.asked_of_each(body), Type::Bool),
        };
        self.scope.pop();
        let node = Macro { kind: *kind, range: range_typed.node, filter, body: body.node };
        let node = self.program.push(Node::Macro(node), expr.span);
        match kind {
            Comprehension::Filter => Typed { node, ty: Type::list(ty), domain },
            Comprehension::Map => Typed { node, ty: Type::list(body.ty), domain: body.domain },
            _ => Typed::new(node, Type::Bool),
        }
    }

    fn asked_of_each(&mut self, expr: &Expr) -> NodeId {
        let typed = self.expr(expr);
        self.expect_bool(expr, &typed);
        typed.node
    }

    fn element(&mut self, range: &Expr, typed: &Typed) -> (Type, Domain) {
        match &typed.ty {
            Type::List(element) => ((**element).clone(), typed.domain.clone()),
            Type::Map(key, _) => ((**key).clone(), Domain::Any),
            Type::Dyn => (Type::Dyn, Domain::Any),
            other => {
                let name = self.quoted(range.span);
                let message =
                    format!("{name} is {}, which has no items to go through", a_type(other));
                self.report_type(range.span, message);
                (Type::Dyn, Domain::Any)
            }
        }
    }
}
