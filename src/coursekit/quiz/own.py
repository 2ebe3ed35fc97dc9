"""What belongs to one learner on the page: hidden from another who opens the saved notebook at the same computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anywidget
import traitlets

from coursekit.quiz.view import controls_text, file_text, home_of
from coursekit.words.scripts import with_words

if TYPE_CHECKING:
    from coursekit.quiz.answers import Log


class OwnWidget(anywidget.AnyWidget):
    """HTML that is a learner's own.

    Attributes:
        value: the HTML; whoever makes it has escaped what people wrote.
        instead: the words that another learner sees.
        me: this widget's own id, by which the page finds out whether a kernel stands behind it.
        home: course and learner.
        learner: whose it is.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    instead = traitlets.Unicode().tag(sync=True)
    me = traitlets.Unicode().tag(sync=True)
    home = traitlets.Unicode().tag(sync=True)
    learner = traitlets.Unicode().tag(sync=True)

    def __init__(self, value: str, instead: str, log: Log) -> None:
        """Show a learner what is theirs.

        Args:
            value: the HTML.
            instead: what another learner sees.
            log: the learner's log.
        """
        learner = log.path.stem
        script = with_words(controls_text() + file_text("own.js"))
        super().__init__(_esm=script, value=value, instead=instead, home=home_of(learner), learner=learner)
        self.me = str(self.model_id)
