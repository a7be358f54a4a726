"""Pages as HTML: what stands around their content, and those that no page of prose asks for."""
