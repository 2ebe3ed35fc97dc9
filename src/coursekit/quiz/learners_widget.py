"""What every widget of a learner's has: its script behind the controls, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from coursekit.course import find_course
from coursekit.quiz.page_files import controls_text
from coursekit.words.scripts import with_words

if TYPE_CHECKING:
    from coursekit.quiz.answers import Log


class LearnersWidget(anywidget.AnyWidget):
    """A widget that is one learner's own.

    Attributes:
        me: this widget's own id, by which the page finds out whether a kernel stands behind it.
        home: course and learner, under which the browser keeps drafts.
        learner: whose it is.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    me = traitlets.Unicode().tag(sync=True)
    home = traitlets.Unicode().tag(sync=True)
    learner = traitlets.Unicode().tag(sync=True)

    def __init__(self, script: str, log: Log, **own: Any) -> None:  # noqa: ANN401 - traits of any kind
        """Show it.

        Args:
            script: what stands behind the controls in its module.
            log: the learner's log.
            own: the widget's own traits.
        """
        learner = log.path.stem
        home = f"{find_course().name}/{learner}"
        super().__init__(_esm=with_words(controls_text() + script), home=home, learner=learner, **own)
        self.me = str(self.model_id)
