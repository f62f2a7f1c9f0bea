//! Floor 4: the compiled model.
