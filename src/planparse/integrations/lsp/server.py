"""The server: what an editor asks over standard input and output, and what it is answered."""

import asyncio
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

import planparse
from planparse.integrations.lsp.diagnostics import NAME, diagnostics
from planparse.integrations.lsp.hover import hover
from planparse.integrations.lsp.open_plan import OpenPlan, Reading
from planparse.integrations.lsp.outline import folds, symbols
from planparse.integrations.lsp.quick_fixes import ALL, quick_fixes

_PAUSE = 0.2
"""Seconds without a key after which the text is parsed again: a choice."""


def serve(reading: Reading) -> None:
    """Answer an editor until it goes away."""
    server(reading).start_io()


class PlanServer(LanguageServer):
    """A server that keeps what is open, parsed once for each state of the text."""

    def __init__(self, reading: Reading) -> None:
        """Take how texts are read.

        The editor sends whole texts: where only changes are sent, the library counts lines
        otherwise than editors do where a text has form feeds.
        """
        super().__init__(
            NAME,
            planparse.__version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
        )
        self._reading = reading
        self._open: dict[str, tuple[int | None, OpenPlan]] = {}

    def begin(self, locale: str | None) -> None:
        """Take what the editor says of itself: its language, and what it counts in."""
        encoding = self.workspace.position_encoding
        self._reading = self._reading._replace(
            lang=self._reading.lang or (locale or "en")[:2].lower(),
            encoding=str(getattr(encoding, "value", encoding)),
        )

    def opened(self, uri: str) -> OpenPlan:
        """Return what is open, as it now is."""
        document = self.workspace.get_text_document(uri)
        known = self._open.get(uri)
        if known is None or known[0] != document.version:
            path = to_fs_path(uri)
            own = path if path is not None and Path(path).is_file() else None
            known = document.version, OpenPlan(document.source, own, self._reading)
            self._open[uri] = known
        return known[1]

    def publish(self, uri: str) -> None:
        """Tell the editor the findings of what is open."""
        found = diagnostics(self.opened(uri))
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, version)
        )

    def forget(self, uri: str) -> None:
        """Drop what was parsed, so that it is parsed again."""
        self._open.pop(uri, None)


def server(reading: Reading) -> PlanServer:
    """Return a server with all that it answers."""
    made = PlanServer(reading)
    for name, answer in _ANSWERS.items():
        made.feature(name, _OPTIONS.get(name))(answer)
    return made


# ── what is open ──────────────────────────────────────────────────────────────────────


def _begin(server: PlanServer, params: types.InitializeParams) -> None:
    server.begin(params.locale)


def _open(server: PlanServer, params: types.DidOpenTextDocumentParams) -> None:
    server.publish(params.text_document.uri)


async def _change(
    server: PlanServer, params: types.DidChangeTextDocumentParams
) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    await asyncio.sleep(_PAUSE)
    document = server.workspace.text_documents.get(uri)
    if document is not None and document.version == version:
        server.publish(uri)


def _save(server: PlanServer, params: types.DidSaveTextDocumentParams) -> None:
    server.forget(params.text_document.uri)  # its corrections may be others
    server.publish(params.text_document.uri)


def _close(server: PlanServer, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.forget(uri)
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


# ── what is asked ─────────────────────────────────────────────────────────────────────


def _outline(
    server: PlanServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    return symbols(server.opened(params.text_document.uri))


def _folds(
    server: PlanServer, params: types.FoldingRangeParams
) -> list[types.FoldingRange]:
    return folds(server.opened(params.text_document.uri))


def _hover(server: PlanServer, params: types.HoverParams) -> types.Hover | None:
    return hover(server.opened(params.text_document.uri), params.position)


def _fixes(
    server: PlanServer, params: types.CodeActionParams
) -> list[types.CodeAction]:
    uri, only = params.text_document.uri, params.context.only
    kinds = None if only is None else [str(getattr(one, "value", one)) for one in only]
    return quick_fixes(server.opened(uri), uri, params.range, kinds)


_ANSWERS = {
    types.INITIALIZE: _begin,
    types.TEXT_DOCUMENT_DID_OPEN: _open,
    types.TEXT_DOCUMENT_DID_CHANGE: _change,
    types.TEXT_DOCUMENT_DID_SAVE: _save,
    types.TEXT_DOCUMENT_DID_CLOSE: _close,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _outline,
    types.TEXT_DOCUMENT_FOLDING_RANGE: _folds,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_CODE_ACTION: _fixes,
}
"""What is done about each message, by its name in the protocol."""

_OPTIONS = {
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
        [types.CodeActionKind.QuickFix, ALL]
    )
}
