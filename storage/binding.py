"""Bound values: where each one comes from, and the statement they belong to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Select, Uuid, bindparam
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect

from storage.ids import parsed
from storage.paging import BadInput
from storage.selection import Const, Leaf
from storage.shelf import Filter, Rules


class _Inlining(PGCompiler):
    """Writes constants of shelves and rules into the text and binds only what we named.

    A partial index is proved from literals alone; and no value of a request is ever unnamed.
    """

    def visit_bindparam(self, bindparam: Any, *args: Any, **words: Any) -> Any:
        if bindparam.unique:
            words["literal_binds"] = True
        return super().visit_bindparam(bindparam, *args, **words)  # type: ignore[no-untyped-call]  # bare in SQLAlchemy


_DIALECT = PGDialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it bare
_DIALECT.statement_compiler = _Inlining


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Parameter:
    """Where a bound value comes from: a fact of the viewer, or an argument made fit to bind."""

    fact: str | None = None
    argument: Const | Leaf | None = None
    fit: Callable[[Any], Any] = _as_it_is
    names: bool = False
    """Whether the argument is the id of a thing that is asked for; a cursor's is not."""
    called: str = ""
    """The argument's name, where what is wrong with a value does not know it."""

    def value(self, facts: Mapping[str, Any], variables: Mapping[str, Any]) -> Any:
        """The value of this request; BadInput when the argument is not fit."""
        if self.fact is not None:
            return facts[self.fact]
        given = self.argument
        if isinstance(given, Leaf):
            return self.fit(given.read(variables))
        return self.fit(given.value if given else None)


@dataclass(frozen=True)
class Statement:
    """One compiled statement: its text with ``$1 …`` and where each value comes from."""

    sql: str
    parameters: tuple[Parameter, ...]
    about: tuple[str, ...] = ()
    """The root fields it reads."""


@dataclass
class Binder:
    """Collects the parameters of one statement while it is compiled."""

    rules: Rules
    _parameters: dict[str, Parameter] = field(default_factory=dict)
    _shared: dict[tuple[Any, ...], BindParameter[Any]] = field(default_factory=dict)

    def statement(self, query: Select[Any]) -> Statement:
        """The finished text and its parameters in order."""
        compiled = query.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        names = compiled.positiontup or []
        return Statement(str(compiled), tuple(self._parameters[name] for name in names))

    def argument(
        self,
        argument: Const | Leaf,
        kind: Any,
        fit: Callable[[Any], Any] = _as_it_is,
        *,
        shared: str = "",
        names: bool = False,
        called: str = "",
    ) -> BindParameter[Any]:
        """Bind an argument; with ``shared`` the same argument is bound once under that name."""
        place = argument.path if isinstance(argument, Leaf) else ("const", repr(argument.value))
        known = (place, shared)
        if shared and known in self._shared:
            return self._shared[known]
        name = f"p{len(self._parameters)}"
        self._parameters[name] = Parameter(argument=argument, fit=fit, names=names, called=called)
        self._shared[known] = bindparam(name, type_=kind)
        return self._shared[known]

    def facts(self) -> dict[str, Any]:
        """The viewer's facts as parameters, by name."""
        found: dict[str, Any] = {}
        for name, kind in self.rules.facts.items():
            self._parameters.setdefault(name, Parameter(fact=name))
            found[name] = bindparam(name, type_=kind)
        return found

    def filtered(self, filter_: Filter, argument: Const | Leaf, *, called: str) -> Any:
        """The value a filter compares with: fixed into the text, or bound under its name."""
        if filter_.fixed:
            assert isinstance(argument, Const), "a fixed filter is part of the plan's shape"
            return argument.value
        if isinstance(filter_.id_of, str):
            type_name = filter_.id_of
            return self.argument(
                argument,
                Uuid(),
                lambda given: _key_of(given, type_name),
                names=True,
                called=called,
            )
        return self.argument(argument, filter_.kind, filter_.fit or _as_it_is, called=called)


def _key_of(public_id: object, type_name: str) -> Any:
    """The key in a public id; one of another type finds nothing; what is no id is refused."""
    found = parsed(str(public_id))
    if found is None:
        raise BadInput("id", "is not an id of this server", zh="不是本系统的标识")
    return found[1] if found[0] == type_name else None
