"""The objects of a PDF as qpdf gives them: its structure tree, and what stands in the content of its pages."""
import base64
import collections
import functools
import json
import re

import pdfread

Element = collections.namedtuple("Element", "number type parent value kids")  # kids: Element, Part or Annotation
Part = collections.namedtuple("Part", "page mcid")
Annotation = collections.namedtuple("Annotation", "page number")
Mark = collections.namedtuple("Mark", "tag properties")
Shown = collections.namedtuple("Shown", "marks operator operands font")  # marks: open ones, outermost first

TOKEN = re.compile(rb"\s+|(<<|>>|\[|\]|<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\.)*\)|/[^\s<>\[\]()/%]*|[^\s<>\[\]()/%]+)")
CHARACTER = re.compile(rb"<([0-9A-F]{4})>\s*<([0-9A-F]+)>\n")
SHOWING = {"Tj", "TJ", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do"}


class File:
    def __init__(self, pdf):
        data = json.loads(pdfread.output_of("qpdf", "--json=2", "--json-stream-data=inline",
                                            "--decode-level=generalized", pdf))
        self.objects = data["qpdf"][1]
        self.trailer = self.objects.pop("trailer")["value"]
        self.catalog = self.get(self.trailer["/Root"])
        self.pages = [page["object"] for page in data["pages"]]
        self.page_numbers = {name: i for i, name in enumerate(self.pages)}

    def get(self, value):
        """What a reference leads to; a stream's dictionary."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects["obj:" + value]
            value = found["value"] if "value" in found else found["stream"]["dict"]
        return value

    def data(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"]["data"])

    # structure

    def structure(self):
        """The root element."""
        root = self.get(self.catalog["/StructTreeRoot"])
        (only,) = root["/K"]
        return self.element(only, None)

    def element(self, reference, parent):
        value = self.get(reference)
        element = Element(reference, value["/S"][1:], parent, value, [])
        for kid in listed(value.get("/K")):
            element.kids.append(self.kid(kid, element))
        return element

    def kid(self, kid, element):
        if isinstance(kid, int):
            return Part(self.page_numbers[element.value["/Pg"]], kid)
        value = self.get(kid)
        if value.get("/Type") == "/MCR":
            return Part(self.page_numbers[value["/Pg"]], value["/MCID"])
        if value.get("/Type") == "/OBJR":
            return Annotation(self.page_numbers[value["/Pg"]], value["/Obj"])
        return self.element(kid, element)

    def parents(self):
        """The ParentTree: key → element, or list of them."""
        numbers = self.get(self.get(self.catalog["/StructTreeRoot"])["/ParentTree"])["/Nums"]
        keys, values = numbers[::2], numbers[1::2]
        assert keys == sorted(set(keys)), "keys are not in order"
        return {key: value if "/S" in self.get(value) else self.get(value) for key, value in zip(keys, values)}

    def ids(self):
        """The IDTree: ID → element."""
        tree = self.get(self.catalog["/StructTreeRoot"]).get("/IDTree")
        names = self.get(tree)["/Names"] if tree else []
        keys, values = names[::2], names[1::2]
        assert keys == sorted(set(keys)), "names are not in order"
        return dict(zip(keys, values))

    # content

    def shown(self, page):
        """Everything that page shows, in order, with the marks around it. Fails on marks that do not nest."""
        return list(read_content(self.data(self.get(self.pages[page])["/Contents"])))

    def words(self, page):
        """The words of a page by MCID: what its fonts say of their codes, or what a mark says instead."""
        fonts = self.get(self.get(self.get(self.pages[page])["/Resources"])["/Font"])
        words = collections.defaultdict(str)
        for shown in self.shown(page):
            if shown.operator in ("Tj", "TJ") and mcid_of(shown) is not None:
                codes = "".join(operand[1:-1] for operand in shown.operands if operand[0] == "<")
                characters = self.characters(fonts[shown.font])
                words[mcid_of(shown)] += "".join(characters[codes[i:i + 4].upper()] for i in range(0, len(codes), 4))
        return words

    @functools.lru_cache(maxsize=None)
    def characters(self, font):
        """Code → text, by the font's ToUnicode."""
        table = self.data(self.get(font)["/ToUnicode"])
        assert b"beginbfrange" not in table
        return {code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in CHARACTER.findall(table)}


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def walk(element):
    """The element and all below it, in reading order."""
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from walk(kid)


def children(element, *types):
    return [kid for kid in element.kids if isinstance(kid, Element) and (not types or kid.type in types)]


def parts(element):
    return [kid for kid in element.kids if isinstance(kid, Part)]


def attribute(element, name, default=None):
    for attributes in listed(element.value.get("/A")):
        if name in attributes:
            return attributes[name]
    return default


def mcid_of(shown):
    found = [mark.properties["/MCID"] for mark in shown.marks if "/MCID" in mark.properties]
    return found[0] if found else None


def artifact_of(shown):
    found = [mark.properties for mark in shown.marks if mark.tag == "Artifact"]
    return found[0] if found else None


def read_content(data):
    marks, operands, bounds, font = [], [], [], None
    for match in TOKEN.finditer(data):
        token = match[1] and match[1].decode("latin-1")
        if not token:
            continue
        if token[0] in "<[(/" or token in (">>", "]") or re.fullmatch(r"[-+.\d]+", token):
            operands.append(token)
            continue
        if token == "BDC":
            marks.append(Mark(operands[0][1:], properties_of(operands[1:])))
        elif token == "EMC":
            assert marks, "EMC without BDC"
            marks.pop()
        elif token in ("BT", "ET"):
            bounds.append(len(marks))
            assert token == "BT" or bounds.pop() == bounds.pop(), "a mark crosses the end of a text object"
        elif token == "Tf":
            font = operands[0]
        elif token in SHOWING:
            yield Shown(tuple(marks), token, tuple(operands), font)
        operands = []
    assert not marks, "a mark is left open"


def properties_of(tokens):
    """<< /Key value … >>, flat: what our marks are made of."""
    assert tokens[0] == "<<" and tokens[-1] == ">>", tokens
    properties, key, array = {}, None, None
    for token in tokens[1:-1]:
        if token == "[":
            array = []
        elif token == "]":
            properties[key], key, array = array, None, None
        elif array is not None:
            array.append(token)
        elif key is None:
            key = token
        else:
            properties[key], key = int(token) if token.isdigit() else token, None
    return properties
