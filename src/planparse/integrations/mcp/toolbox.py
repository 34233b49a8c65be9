"""The tools as an assistant sees them: names, arguments, and what each is for.

The docstring of a tool is its description, which the assistant chooses it by.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Annotated, Any

from mcp_types import CallToolResult, TextContent
from pydantic import Field

from planparse.integrations.mcp.answer import Answer
from planparse.integrations.mcp.refused import RefusedError
from planparse.integrations.mcp.survey import Survey
from planparse.integrations.mcp.tools.cite import Passages, cite
from planparse.integrations.mcp.tools.compare import (
    NOTEWORTHY,
    Changes,
    Kind,
    compare,
)
from planparse.integrations.mcp.tools.list_files import FileList, list_files
from planparse.integrations.mcp.tools.outline import Outline, outline
from planparse.integrations.mcp.tools.read_node import NodeText, read_node
from planparse.integrations.mcp.tools.search import (
    Asked,
    SearchHits,
    Where,
    search,
)
from planparse.integrations.mcp.tools.tasks import TaskList, tasks
from planparse.integrations.mcp.tools.verify import Claim, Verdicts, verify
from planparse.integrations.mcp.work import Desk

File = Annotated[
    str, Field(description="A file, as list_files names it.", max_length=4096)
]
Name = Annotated[str, Field(max_length=1000)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Offset = Annotated[
    int,
    Field(
        ge=0,
        le=10**9,
        description="How many to leave out: next_offset of the page before.",
    ),
]

_WHERE = (
    "Conditions that all hold: deadline<2026-07 (or =, <=, >, >=; a day, month or year), "
    "lead~市水务局, support~…, figure>=100家, section~…, task~…, or a word."
)

Tool = Callable[..., Awaitable[CallToolResult]]
"""A function that answers one kind of request."""


def _at_most(most: int, what: str) -> Any:
    """Return the bounds of a number of things that are asked for."""
    return Field(
        ge=1,
        le=most,
        description=f"How many {what} to give at most; a page that grows long ends earlier.",
    )


class Toolbox:
    """The tools over one folder."""

    def __init__(self, desk: Desk) -> None:
        """Take where requests are worked on."""
        self._desk, self._survey = desk, Survey(desk)

    def tools(self) -> Iterator[tuple[Tool, str]]:
        """Yield the tools, each with its title."""
        yield self.list_files, "List the plans · 列出文件"
        yield self.outline, "Outline of a plan · 提纲"
        yield self.read_node, "Read a part of a plan · 阅读条目"
        yield self.search, "Search all plans · 检索"
        yield self.tasks, "Tasks: who does what by when · 任务清单"
        yield self.cite, "Find what a citation or quotation names · 查出处"
        yield self.verify, "Verify citations · 核对引文"
        yield self.compare, "Compare two plans · 比较两份文件"

    async def list_files(
        self,
        folder: Annotated[
            Name, Field(description="Only files below this folder, such as 2024.")
        ] = "",
        offset: Offset = 0,
        limit: Annotated[int, _at_most(200, "files")] = 50,
    ) -> Annotated[CallToolResult, FileList]:
        """List the files, each with title, year and issuer of the documents in it.

        The first thing to call: every other tool takes a file as it is named here. A file
        that cannot be read says why (`error`).
        列出文件夹中的全部公文及其标题、年份、发文机关。
        """
        return await _told(list_files(self._survey, folder, offset, limit))

    async def outline(
        self,
        file: File,
        node: Annotated[
            Name | None,
            Field(description="Only what is below this node: its id, or citation."),
        ] = None,
        depth: Annotated[
            int, Field(ge=0, le=50, description="How many levels to show.")
        ] = 3,
        offset: Offset = 0,
        limit: Annotated[int, _at_most(300, "nodes")] = 100,
    ) -> Annotated[CallToolResult, Outline]:
        """Show how a plan is built: headings and items in order, each with id and citation.

        A node of kind lacuna stands where numbers prove that text is lost, and names the
        labels that are missing; [cut off] marks text whose end or beginning is lost.
        文件的层级提纲，标出缺失（lacuna）和残缺之处。
        """
        return await self._ask(outline, file, node, depth, offset, limit)

    async def read_node(
        self,
        file: File,
        node: Annotated[
            Words,
            Field(description="Its id, d1/3/2, or citation, 第三条第二款, 二、（三）."),
        ],
        offset: Offset = 0,
        limit: Annotated[int, _at_most(8000, "characters of the text")] = 4000,
    ) -> Annotated[CallToolResult, NodeText]:
        """Read a part of a plan word for word, with all that stands below it.

        Gives the text, the path of headings, the place (line, page, offsets), owners and
        deadlines in its own words, and what is lost before, in or after it. The id of a
        document (d1) gives the whole of it, page by page.
        按编号或“第三条第二款”“二、（三）”读取原文。
        """
        return await self._ask(read_node, file, node, offset, limit)

    async def search(
        self,
        words: Annotated[
            Name,
            Field(
                description="Words that all must be there, parted by blanks: 防汛 物资; "
                'one with blanks in it in "…". May be empty where there are conditions.'
            ),
        ] = "",
        owner: Annotated[
            Name | None,
            Field(
                description="Only tasks of units whose name has this in it: 市水务局."
            ),
        ] = None,
        year: Annotated[
            int | None, Field(ge=1, le=9999, description="Only documents of this year.")
        ] = None,
        where: Annotated[Name | None, Field(description=_WHERE)] = None,
        folder: Annotated[
            Name, Field(description="Only files below this folder, such as 2024.")
        ] = "",
        from_file: Annotated[
            Name,
            Field(description="Only this file and those that are listed behind it."),
        ] = "",
        offset: Offset = 0,
        limit: Annotated[int, _at_most(50, "hits")] = 10,
    ) -> Annotated[CallToolResult, SearchHits]:
        """Search all files for words, or for tasks by owner, year and deadline.

        The best hits come first: words in headings, and often. Words are found across line
        breaks and in full or half width. Try single words of the plans' own language
        (防汛, 营商环境); with owner or conditions on tasks, tasks are searched.
        在全部文件中检索词语，或按责任单位、年份、时限查任务。
        """
        asked = Asked(words, owner, where, year)
        place = Where(folder, from_file)
        return await _told(search(self._survey, place, asked, offset, limit))

    async def tasks(
        self,
        file: File,
        owner: Annotated[
            Name | None,
            Field(
                description="Only tasks of units whose name has this in it: 市水务局."
            ),
        ] = None,
        where: Annotated[
            Name | None,
            Field(description=_WHERE),
        ] = None,
        offset: Offset = 0,
        limit: Annotated[int, _at_most(100, "tasks")] = 20,
    ) -> Annotated[CallToolResult, TaskList]:
        """List who is to do what by when in a plan: its tasks with owners and deadlines.

        Roles are lead 牵头, support 配合, responsible 责任单位, guide 指导, leader 责任领导.
        `until` is the last day of a deadline. Entries of kind lacuna stand where tasks are
        lost.
        任务分解表：谁、做什么、何时完成；可按责任单位和时限筛选。
        """
        return await self._ask(tasks, file, owner, where, offset, limit)

    async def cite(
        self,
        file: File,
        what: Annotated[
            Words,
            Field(
                description="A citation (第三条第二款第（一）项, 第三章第二节, 二、（一）3.), "
                "a line (:12), or a quotation."
            ),
        ],
        offset: Offset = 0,
        limit: Annotated[int, _at_most(50, "passages")] = 10,
    ) -> Annotated[CallToolResult, Passages]:
        """Find what a citation, a line or a quotation names, with its exact place.

        A quotation is found across line breaks and in full or half width. Where it stands
        nowhere word for word, the words most like it are given, `exact` is false, and
        `differences` say what is otherwise.
        由引文或条款号查出处。
        """
        return await self._ask(cite, file, what, offset, limit)

    async def verify(
        self,
        citations: Annotated[
            list[Claim],
            Field(
                min_length=1,
                max_length=50,
                description="Each has a source, and a quotation, a cite or a path.",
            ),
        ],
    ) -> Annotated[CallToolResult, Verdicts]:
        """Tell of citations whether they stand in their sources.

        exact: word for word; near: nearly, or elsewhere (with the differences); missing;
        changed: the file is no longer the one with this sha256. Use it on what you are
        about to quote.
        核对引文是否与原文逐字一致。
        """
        return await self._ask(verify, citations)

    async def compare(
        self,
        old: File,
        new: File,
        kinds: Annotated[
            list[Kind] | None,
            Field(
                description="Only edits of these kinds; by default all that changed."
            ),
        ] = None,
        offset: Offset = 0,
        limit: Annotated[int, _at_most(100, "edits")] = 20,
    ) -> Annotated[CallToolResult, Changes]:
        """Tell what changed from one plan to another, such as those of two years.

        Items are matched by what they say, not by their numbers: reword, move, renumber,
        split, merge, add, drop, keep, or unknown where the other plan has a gap. With
        figures raised or lowered, and deadlines later or earlier.
        比较两年的文件：新增、删除、改写、合并、拆分、目标升降。
        """
        chosen = [*(NOTEWORTHY if kinds is None else kinds)]
        return await self._ask(compare, old, new, chosen, offset, limit)

    async def _ask(
        self, answer: Callable[..., Answer], *arguments: Any
    ) -> CallToolResult:
        """Have a request answered."""
        return await _told(self._desk.ask(answer, *arguments))


async def _told(asked: Awaitable[Answer]) -> CallToolResult:
    """Return an answer as it is sent: as a value and in words; or in one line why there is none."""
    try:
        answer = await asked
    except RefusedError as fault:
        return CallToolResult(content=[_text(str(fault))], is_error=True)
    return CallToolResult(
        content=[_text(answer.in_words())],
        structured_content=answer.model_dump(mode="json", exclude_none=True),
    )


def _text(words: str) -> TextContent:
    """Return words as content."""
    return TextContent(type="text", text=words)
