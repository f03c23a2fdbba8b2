# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of W3C PROV that no schema tells, for PROV-JSON and PROV-XML, and whether two files say the same.

    prov-check.py FILE.json|FILE.xml       one sentence for each rule that is broken; 1 where there is one
    prov-check.py FILE.json FILE.xml       besides, what only one of them says
"""
import datetime
import json
import re
import sys
import xml.etree.ElementTree as tree

PROV = 'http://www.w3.org/ns/prov#'
XSD = 'http://www.w3.org/2001/XMLSchema#'
XSI = '{http://www.w3.org/2001/XMLSchema-instance}type'
LANG = '{http://www.w3.org/XML/1998/namespace}lang'
NAME = re.compile(r'[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*\Z')

# Elements, and of relations the names of their ends with what these must be.
KINDS = {
    'entity': (), 'activity': (), 'agent': (),
    'wasGeneratedBy': (('entity', 'entity'), ('activity', 'activity')),
    'used': (('activity', 'activity'), ('entity', 'entity')),
    'wasInformedBy': (('informed', 'activity'), ('informant', 'activity')),
    'wasAttributedTo': (('entity', 'entity'), ('agent', 'agent')),
    'wasAssociatedWith': (('activity', 'activity'), ('agent', 'agent')),
    'wasInfluencedBy': (('influencee', None), ('influencer', None)),
}
TYPES = {'QName': 'name', 'QUALIFIED_NAME': 'name', 'unsignedLong': 'number', 'boolean': 'truth'}
faults = []


def fault(rule, text):
    faults.append('%s: %s' % (rule, text))


class Statement:
    def __init__(self, kind, name):
        self.kind, self.name = kind, name
        self.ends, self.times, self.attributes = {}, {}, []

    def said(self):
        return (self.kind, sorted(self.ends.items()), sorted(self.times.items()), sorted(self.attributes))


def resolve(name, prefixes):
    """A qualified name as an IRI."""
    if not isinstance(name, str) or not NAME.match(name) or name.split(':')[0] not in prefixes:
        fault('name', '%r is no name with a declared prefix' % (name,))
        return str(name)
    prefix, local = name.split(':', 1)
    return prefixes[prefix] + local


def read_value(name, value, kind, lang, prefixes):
    return (resolve(name, prefixes), kind or 'text', resolve(value, prefixes) if kind == 'name' else value, lang or '')


def pairs_once(pairs):
    names = [name for name, _ in pairs]
    for name in set(names):
        if names.count(name) > 1:
            fault('unique', '%s stands twice' % name)
    return dict(pairs)


def read_json(path):
    with open(path, encoding='utf-8') as file:
        document = json.load(file, object_pairs_hook=pairs_once)
    prefixes = document.pop('prefix')
    if prefixes.get('prov') != PROV or prefixes.get('xsd') != XSD:
        fault('name', 'prov or xsd stands for another name space')
    found = []
    for kind, members in document.items():
        if kind not in KINDS:
            fault('kind', 'no such kind: %s' % kind)
            continue
        for name, said in members.items():
            statement = Statement(kind, resolve(name, prefixes))
            found.append(statement)
            for member, value in said.items():
                local = member[5:] if member.startswith('prov:') else None
                if local in [end for end, _ in KINDS[kind]]:
                    statement.ends[local] = resolve(value, prefixes)
                elif kind == 'activity' and local in ('startTime', 'endTime'):
                    statement.times[local] = value
                else:
                    for one in value if isinstance(value, list) else [value]:
                        typed = one if isinstance(one, dict) else {'$': one}
                        kind_of = typed.get('type', '').split(':')[-1]
                        statement.attributes.append(read_value(member, typed['$'], TYPES.get(kind_of), typed.get('lang'), prefixes))
    return found


def read_xml(path):
    prefixes = {}
    for _, (prefix, space) in tree.iterparse(path, ['start-ns']):
        prefixes[prefix] = XSD if space == XSD[:-1] else space
    back = {}
    for prefix, space in prefixes.items():
        back[space if space != XSD else XSD[:-1]] = prefix
    found = []
    for element in tree.parse(path).getroot():
        kind = element.tag.replace('{' + PROV + '}', '')
        statement = Statement(kind, resolve(element.get('{' + PROV + '}id'), prefixes))
        found.append(statement)
        for part in element:
            space, local = part.tag[1:].split('}')
            if space == PROV and local in [end for end, _ in KINDS[kind]]:
                statement.ends[local] = resolve(part.get('{' + PROV + '}ref'), prefixes)
            elif space == PROV and local in ('startTime', 'endTime'):
                statement.times[local] = part.text
            else:
                kind_of = (part.get(XSI) or '').split(':')[-1]
                statement.attributes.append(read_value('%s:%s' % (back[space], local), part.text or '', TYPES.get(kind_of), part.get(LANG), prefixes))
    return found


def instant(text):
    try:
        return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))
    except ValueError:
        fault('time', '%s is no time' % text)
        return None


def time_of(statement, name):
    return instant(statement.times[name]) if statement is not None and name in statement.times else None


def begins_after(first, second):
    """The one activity begins when the other is over."""
    begin, end = time_of(first, 'startTime'), time_of(second, 'endTime')
    return begin is not None and end is not None and begin > end


def judge(found):
    known = {}
    for statement in found:
        if statement.name in known:
            fault('unique', '%s stands twice' % statement.name)
        known[statement.name] = statement
    makers = {}
    for statement in found:
        for end, must in KINDS[statement.kind]:
            target = known.get(statement.ends.get(end))
            if target is None:
                fault('declared', 'the %s of %s is not declared' % (end, statement.name))
            elif must is not None and target.kind != must or not must and len(KINDS[target.kind]) > 0:
                fault('kind', 'the %s of %s is an %s' % (end, statement.name, target.kind))
        for name, kind, value, _ in statement.attributes:
            if kind == 'name' and not name.startswith(PROV) and value not in known:
                fault('declared', '%s of %s is not declared' % (name, statement.name))
        if begins_after(statement, statement):
            fault('time', '%s ends before it begins' % statement.name)
        if statement.kind == 'wasGeneratedBy':
            maker = statement.ends.get('activity')
            if makers.setdefault(statement.ends.get('entity'), maker) != maker:
                fault('kind', '%s is generated by two activities' % statement.ends.get('entity'))
    for statement in found:
        user = known.get(statement.ends.get('activity'))
        maker = known.get(makers.get(statement.ends.get('entity')))
        if statement.kind == 'used' and begins_after(maker, user):
            fault('time', '%s uses what was not made yet' % statement.name)
        if statement.kind == 'wasInformedBy' and begins_after(known.get(statement.ends['informant']), known.get(statement.ends['informed'])):
            fault('time', '%s is told by what was not begun yet' % statement.name)
    if not found:
        fault('kind', 'nothing is said')


def compare(first, second):
    one = {statement.name: statement.said() for statement in first}
    other = {statement.name: statement.said() for statement in second}
    for name in sorted(set(one) | set(other)):
        if one.get(name) != other.get(name):
            fault('same', '%s is not said alike' % name)


try:
    documents = [read_json(path) if path.endswith('.json') else read_xml(path) for path in sys.argv[1:]]
    for document in documents:
        judge(document)
    if len(documents) == 2:
        compare(*documents)
    print('%d statements' % len(documents[0]))
except (KeyError, ValueError, TypeError, AttributeError, tree.ParseError) as error:
    fault('form', repr(error))
for text in faults:
    print(text)
sys.exit(1 if faults else 0)
