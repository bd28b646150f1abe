"""The clerk's desk 工作台: screens, keys and the command line. `console.office` joins the rooms."""
