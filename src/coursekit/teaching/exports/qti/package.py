"""The package of QTI: a test with a section a lesson, and the manifest that lists the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.authoring.packing import zipped
from coursekit.teaching.exports.qti.items import item_of, root
from coursekit.teaching.exports.xml_tree import document, node

if TYPE_CHECKING:
    from coursekit.teaching.exports.tasks import Bank
    from coursekit.teaching.exports.xml_tree import Node

MANIFEST, TEST = "imsmanifest.xml", "test.xml"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"


def package(bank: Bank) -> bytes:
    """Return the bank as a zip file."""
    files = {MANIFEST: document(_manifest(bank)), TEST: document(_test(bank))}
    files |= {f"items/{item.id}.xml": document(item_of(item)) for item in bank.items}
    return zipped(files.items())


def _test(bank: Bank) -> Node:
    sections = [
        node(
            "assessmentSection",
            *(node("assessmentItemRef", identifier=f"ref-{item.id}", href=f"items/{item.id}.xml") for item in items),
            identifier=f"lesson-{number:02d}",
            title=f"{number:02d} {title}",
            visible="true",
        )
        for number, title in bank.lessons.items()
        if (items := bank.of_lesson(number))
    ]
    part = node("testPart", *sections, identifier="part", navigationMode="nonlinear", submissionMode="individual")
    return root("assessmentTest", part, identifier="test", title=bank.title)


def _manifest(bank: Bank) -> Node:
    items = [_resource(item.id, "imsqti_item_xmlv2p1", f"items/{item.id}.xml") for item in bank.items]
    depends = [node("dependency", identifierref=item.id) for item in bank.items]
    test = _resource("test", "imsqti_test_xmlv2p1", TEST, *depends)
    metadata = node("metadata", node("schema", "QTIv2.1 Package"), node("schemaversion", "1.0.0"))
    made = node("manifest", metadata, node("organizations"), node("resources", test, *items), identifier="manifest")
    made.set("xmlns", _CP)
    return made


def _resource(name: str, kind: str, file: str, *depends: Node) -> Node:
    return node("resource", node("file", href=file), *depends, identifier=name, type=kind, href=file)
