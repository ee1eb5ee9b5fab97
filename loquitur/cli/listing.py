"""The commands as `--help` lists them: by what a user is about to do."""

from typing import Any

from typer.core import TyperGroup

__all__ = ["ByPurpose"]

PURPOSES = {
    "Keep a record": ("add", "documents", "reread", "remove", "export"),
    "Check quotations against sources": ("check", "find", "reuse"),
    "Ask it": ("ask", "timeline", "people", "person", "trace", "serve", "site"),
    "Judge what it found": ("review", "confirm", "correct", "reject", "undo"),
    "Show what it holds, and that nothing is gone": ("log", "prove", "audit", "witness", "stamp", "mirror", "withhold"),
    "Read documents without a record": ("quotes", "dates", "stances"),
    "Set up": ("demo", "settings", "cache"),
}
REST = "Others"
WHOLE = 200  # letters of a command's first sentence that are shown: all of it


class ByPurpose(TyperGroup):
    """A group whose help lists its commands under headings; a command that no heading names stands under the last."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes the sections."""
        shown = {name: command for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))}
        named = {name for names in PURPOSES.values() for name in names}
        widest = max(map(len, shown))
        for heading, names in (*PURPOSES.items(), (REST, [name for name in shown if name not in named])):
            listed = [name for name in names if name in shown and not shown[name].hidden]
            if listed:
                with formatter.section(heading):
                    formatter.write_dl([(n.ljust(widest), shown[n].get_short_help_str(WHOLE)) for n in listed])
