"""What is added 插件: the hooks, the manager that calls them, and our own departments and score schemes."""
