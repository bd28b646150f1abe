"""Widgets 控件: what the screens are built of. None of them touches the database."""
