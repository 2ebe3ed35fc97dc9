"""What belongs to one learner on the page: hidden from another who opens the saved notebook at the same computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import traitlets

from coursekit.quiz.learners_widget import LearnersWidget
from coursekit.quiz.page_files import file_text

if TYPE_CHECKING:
    from coursekit.quiz.answers import Log


class OwnWidget(LearnersWidget):
    """HTML that is a learner's own.

    Attributes:
        value: the HTML; whoever makes it has escaped what people wrote.
        instead: the words that another learner sees.
    """

    value = traitlets.Unicode().tag(sync=True)
    instead = traitlets.Unicode().tag(sync=True)

    def __init__(self, value: str, instead: str, log: Log) -> None:
        """Show a learner what is theirs.

        Args:
            value: the HTML.
            instead: what another learner sees.
            log: the learner's log.
        """
        super().__init__(file_text("own.js"), log, value=value, instead=instead)
