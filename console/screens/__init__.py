"""Screens 画面: one module each. A screen asks the app for data and shows it; it holds no rule and no SQL."""
