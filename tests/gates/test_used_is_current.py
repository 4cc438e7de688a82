"""`selftest` judges a host by what our scripts really use."""

from gates.used import TABLE, used


def test_the_table_of_used_commands_is_what_the_scripts_use() -> None:
    assert TABLE.read_text(encoding="utf-8") == used()
