import { pick } from "../../packages/check/conformance/mutate.ts";

/** What expressions can be made of: for each type the texts that are of it and go no deeper. */
export type Leaves = Readonly<Record<string, readonly string[]>>;

type Random = () => number;

/** What every expression may have. Maps have one entry: cel-go goes through more in a new order each time. */
const literals: Leaves = {
  bool: ["true", "false"],
  int: ["0", "1", "-7", "42", "9223372036854775807", "0x1F", "-9223372036854775808", "-0x8000000000000000", "007"],
  uint: ["0u", "3u", "18446744073709551615u", "0xFFu", "3U"],
  double: [
    "0.5",
    "-1.0",
    "1e10",
    "double('NaN')",
    "double('-inf')",
    "-0.0",
    "1e-7",
    "1.7976931348623157e308",
    "5e-324",
    ".5",
  ],
  string: [
    "''",
    "'a'",
    '"é😀"',
    "'web-1'",
    "'10.0.0.1'",
    "'1.2.3'",
    "'https://a.example:8080/x?y=z'",
    "r'\\d+'",
    "'\\u00e9\\x41\\101\\n\\t\\U0001F600'",
    '"""a"b"""',
    "'1Gi'",
    "'PT1H'",
    "'1h'",
    "'2024-02-30T00:00:00Z'",
    "'\\u0130\\u00df'",
    "'e\\u0301'",
  ],
  bytes: ["b''", "b'abc'", "b'\\xff'", "b'é'", "b'\\u00e9\\377'", "br'\\x'"],
  null: ["null"],
  ints: ["[1, 2, 3]", "[3, 1, 3]", "lists.range(5)"],
  strings: ["['a', 'b', 'a']", "['web-1']"],
  counts: ["{'a': 1}", "{'b': 2}"],
  duration: [
    "duration('1h30m')",
    "duration('-5s')",
    "duration('2562047h47m16.854775807s')",
    "duration('1.5ms')",
    "duration('0')",
  ],
  timestamp: [
    "timestamp('2024-02-29T12:34:56.789Z')",
    "timestamp(0)",
    "timestamp('0001-01-01T00:00:00Z')",
    "timestamp('9999-12-31T23:59:59.999999999Z')",
    "timestamp('2024-03-31T02:30:00+02:00')",
  ],
};

/**
 * For each type the ways to make it of others. `<int>` is an expression of that type, `<bool x:int>` one that may use x.
 */
const forms: Leaves = {
  bool: [
    "<int> < <int>",
    "<uint> >= <uint>",
    "<double> <= <double>",
    "<int> > <double>",
    "<string> < <string>",
    "<int> == <int>",
    "<string> != <string>",
    "<ints> == <ints>",
    "<counts> == <counts>",
    "<bool> && <bool>",
    "<bool> || <bool>",
    "!<bool>",
    "(<bool> ? <bool> : <bool>)",
    "<int> in <ints>",
    "<string> in <counts>",
    "<string>.startsWith(<string>)",
    "<string>.contains(<string>)",
    "<string>.matches('^[a-z]+(-[0-9]+)?$')",
    "<string>.matches(<string>)",
    "<ints>.all(x, <bool x:int>)",
    "<ints>.exists(x, <bool x:int>)",
    "<strings>.exists_one(s, <bool s:string>)",
    "<counts>.all(k, <bool k:string>)",
    "<ints>.all(i, x, <bool i:int,x:int>)",
    "<counts>.exists(k, v, <bool k:string,v:int>)",
    "<ints>.isSorted()",
    "isURL(<string>)",
    "isQuantity(<string>)",
    "isIP(<string>)",
    "isCIDR(<string>)",
    "isSemver(<string>)",
    "quantity(<string>).isLessThan(quantity('1Gi'))",
    "cidr('10.0.0.0/8').containsIP(<string>)",
    "ip('10.0.0.1').isLoopback()",
    "semver('1.2.3').isGreaterThan(semver(<string>))",
    "sets.contains(<ints>, <ints>)",
    "sets.intersects(<strings>, <strings>)",
    "<duration> < <duration>",
    "<timestamp> < <timestamp>",
    "optional.of(<int>).hasValue()",
    "has(<counts>.a)",
    "type(<int>) == int",
    "<bytes> == <bytes>",
    "!format.dns1123Label().validate(<string>).hasValue()",
    "format.named('dns1123Subdomain').hasValue() && <bool>",
    "format.uri().validate(<string>).hasValue()",
    "<bytes> < <bytes>",
    "<bool> < <bool>",
    "<uint> > <int>",
    "<double> == <uint>",
    "<string>.endsWith(<string>)",
    "<strings>.isSorted()",
    "<strings>.contains(<string>)",
    "<ints>.exists(i, x, <bool i:int,x:int>)",
    "<strings>.existsOne(i, s, <bool i:int,s:string>)",
    "<counts>.all(k, v, <bool k:string,v:int>)",
    "sets.equivalent(<strings>, <strings>)",
    "<double> in [<double>, <double>]",
    "<uint> in [1, 3u, 3.0]",
    "[<int>, <int>] in [[1, 2]]",
    "{'a': <int>} == {'a': <double>}",
    "dyn(<int>) == dyn(<double>)",
    "dyn(<string>) == <int>",
    "type(dyn(<double>)) == double",
    "type(<duration>) == google.protobuf.Duration",
    "optional.none().hasValue() || <bool>",
    "optional.of(<string>) == optional.of(<string>)",
    "optional.ofNonZeroValue(<int>).hasValue()",
    "[?optional.of(<int>)] == <ints>",
    "{?'a': optional.ofNonZeroValue(<int>)} == <counts>",
    "{'a': <string>}[?<string>].or(optional.of(<string>)).hasValue()",
    "ip.isCanonical(<string>)",
    "isIP(<string>) && ip(<string>).family() == 4",
    "ip(<string>).isGlobalUnicast()",
    "cidr(<string>).containsCIDR('10.0.0.0/24')",
    "isSemver(<string>, <bool>)",
    "semver(<string>, true).major() == 1",
    "isQuantity(<string>) && quantity(<string>).sign() > 0",
    "quantity(<string>).add(quantity('1')).isGreaterThan(<int>)",
    "url(<string>).getQuery().exists(k, k == 'x')",
    "url(<string>).getPort() == '8080'",
    "has({'a': <int>}.b)",
    "<timestamp>.getDayOfWeek('+02:30') == <int>",
  ],
  int: [
    "<int> + <int>",
    "<int> - <int>",
    "<int> * <int>",
    "<int> / <int>",
    "<int> % <int>",
    "-(<int>)",
    "size(<string>)",
    "<ints>.size()",
    "<ints>[<int>]",
    "<counts>['a']",
    "<counts>[<string>]",
    "int(<double>)",
    "int(<string>)",
    "int(<uint>)",
    "<ints>.sum()",
    "<ints>.min()",
    "<ints>.max()",
    "<ints>.indexOf(<int>)",
    "<string>.indexOf(<string>)",
    "<string>.lastIndexOf(<string>)",
    "<timestamp>.getFullYear()",
    "<timestamp>.getHours('Europe/Berlin')",
    "<duration>.getMinutes()",
    "<counts>[?<string>].orValue(<int>)",
    "<ints>[?<int>].orValue(<int>)",
    "semver('1.2.3').compareTo(semver('1.3.0'))",
    "quantity('1500m').compareTo(quantity(<string>))",
    "quantity('2k').asInteger()",
    "quantity(<string>).asInteger()",
    "<timestamp>.getDayOfYear()",
    "<timestamp>.getMilliseconds('America/New_York')",
    "<timestamp>.getDate('-08:00')",
    "<timestamp>.getMonth()",
    "<duration>.getHours()",
    "<duration>.getSeconds()",
    "<duration>.getMilliseconds()",
    "int(<timestamp>)",
    "size(<bytes>)",
    "<counts>.size()",
    "<string>.size()",
    "<string>.indexOf(<string>, <int>)",
    "<string>.lastIndexOf(<string>, <int>)",
    "<ints>.lastIndexOf(<int>)",
    "<strings>.indexOf(<string>)",
    "<ints>.first().orValue(<int>)",
    "<ints>.last().orValue(<int>)",
    "semver(<string>).patch()",
    "cidr(<string>).prefixLength()",
    "math.abs(<int>)",
    "<bool> ? <int> : int(<double>)",
    "[[<int>], <ints>][<int>][0]",
    "dyn(<ints>)[<double>]",
    "dyn(<ints>)[<uint>]",
    "optional.of(<ints>)[?0].optFlatMap(o, optional.ofNonZeroValue(o)).orValue(<int>)",
    "cidr('10.0.0.0/8').prefixLength()",
    "(<bool> ? <int> : <int>)",
  ],
  uint: [
    "<uint> / <uint>",
    "<uint> % <uint>",
    "uint(<double>)",
    "uint(<string>)",
    "<uint> + <uint>",
    "uint(<int>)",
    "<uint> * <uint>",
    "<uint> - <uint>",
    "(<bool> ? <uint> : <uint>)",
  ],
  double: [
    "<double> * <double>",
    "<double> / <double>",
    "double(<int>)",
    "double(<string>)",
    "-(<double>)",
    "quantity('1.5').asApproximateFloat()",
    "quantity(<string>).asApproximateFloat()",
    "<double> + <double>",
    "<double> - <double>",
    "double(<uint>)",
    "[<double>, <double>].min()",
    "[<double>, <double>].sum()",
  ],
  string: [
    "<string> + <string>",
    "string(<int>)",
    "string(<double>)",
    "string(<timestamp>)",
    "string(<duration>)",
    "string(<bytes>)",
    "<string>.lowerAscii()",
    "<string>.upperAscii()",
    "<string>.trim()",
    "<string>.substring(<int>)",
    "<string>.substring(1, <int>)",
    "<string>.charAt(<int>)",
    "<string>.replace(<string>, <string>)",
    "<string>.find('[a-z]+')",
    "<strings>.join('-')",
    "<strings>.join()",
    "<strings>[<int>]",
    "'%d %s'.format([<int>, <string>])",
    "'%x|%.2f'.format([<int>, <double>])",
    "strings.quote(<string>)",
    "'%e %f %.0f %.10e'.format([<double>, <double>, <double>, <double>])",
    "'%b %o %X'.format([<int>, <uint>, <string>])",
    "'%x %X'.format([<bytes>, <string>])",
    "'%s %s %s'.format([<double>, <timestamp>, <duration>])",
    "'%s %s'.format([<ints>, <counts>])",
    "'%s %s %s'.format([<bytes>, <bool>, null])",
    "'%s'.format([type(<int>)])",
    "'%s %s'.format([[<double>, 'a', null], {1: <string>, true: b'x'}])",
    "'%d %%'.format([<uint>])",
    "'%b'.format([<bool>])",
    "'%.3s'.format([<string>])",
    "string(<uint>)",
    "string(<bool>)",
    "<string>.reverse()",
    "<string>.replace(<string>, <string>, <int>)",
    "<string>.split(<string>, <int>).join('|')",
    "<string>.find(<string>)",
    "<string>.findAll('.', <int>).join()",
    "<string>.substring(<int>, <int>)",
    "url(<string>).getEscapedPath()",
    "url(<string>).getHostname() + url(<string>).getScheme()",
    "string(ip(<string>))",
    "string(cidr(<string>).ip())",
    "string(quantity(<string>).sub(<int>))",
    "string(semver(<string>, true))",
    "<strings>.join(<string>)",
    "<strings>.max()",
    "<strings>.min()",
    "base64.encode(<bytes>)",
    "url(<string>).getHost()",
    "string(ip('::ffff:10.0.0.1'))",
    "string(cidr('10.1.2.3/8').masked())",
    "(<bool> ? <string> : <string>)",
    "optional.of(<string>).optMap(o, <string o:string>).orValue('none')",
  ],
  bytes: ["bytes(<string>)", "<bytes> + <bytes>"],
  ints: [
    "[<int>, <int>]",
    "<ints> + <ints>",
    "<ints>.map(x, <int x:int>)",
    "<ints>.filter(x, <bool x:int>)",
    "<ints>.map(x, <bool x:int>, <int x:int>)",
    "<ints>.transformList(i, x, <int i:int,x:int>)",
    "<strings>.map(s, <int s:string>)",
    "<ints>.sort()",
    "<ints>.distinct()",
    "<ints>.reverse()",
    "<ints>.slice(0, <int>)",
    "[<ints>, <ints>].flatten()",
    "<ints>.sortBy(x, <int x:int>)",
    "<ints>.sortBy(x, <string x:int>)",
    "<ints>.transformList(i, x, <bool i:int,x:int>, <int i:int,x:int>)",
    "<counts>.transformList(k, v, <int k:string,v:int>)",
    "<ints>.slice(<int>, <int>)",
    "lists.range(<int> % 10)",
    "[[<ints>], [<ints>]].flatten(2)",
    "[1, <int>, ?optional.of(<int>)]",
    "[<duration>, <duration>].sort().map(d, d.getSeconds())",
    "(<bool> ? <ints> : <ints>)",
  ],
  strings: [
    "<string>.split(',')",
    "<string>.split('')",
    "<strings>.map(s, <string s:string>)",
    "<strings>.filter(s, <bool s:string>)",
    "<ints>.map(x, string(x))",
    "<string>.findAll('[a-z]')",
    "<strings>.sort()",
    "<strings> + <strings>",
    "<counts>.map(k, k)",
  ],
  counts: [
    "{'a': <int>}",
    "{<string>: <int>}",
    "<counts>.transformMap(k, v, <int k:string,v:int>)",
    "<counts>.transformMapEntry(k, v, {<string k:string>: v})",
    "{?'a': <counts>.?a}",
    "<counts>.transformMap(k, v, <bool k:string,v:int>, <int k:string,v:int>)",
    "<ints>.transformMapEntry(i, x, {string(x): i})",
  ],
  duration: [
    "<duration> + <duration>",
    "<timestamp> - <timestamp>",
    "duration(<string>)",
    "<duration> - <duration>",
    "duration(string(<duration>))",
    "[<duration>, <duration>].max()",
  ],
  timestamp: [
    "<timestamp> + <duration>",
    "timestamp(<int>)",
    "timestamp(<string>)",
    "<timestamp> - <duration>",
    "<duration> + <timestamp>",
    "timestamp(string(<timestamp>))",
  ],
};

const types = Object.keys(forms);

/** What one expression is made from. */
export interface Making {
  readonly leaves: Leaves;
  readonly random: Random;
  /** The share of places where something of another type stands. */
  readonly mistyped: number;
}

/** An expression of a type (one of `types`), of some depth at most. */
export function expressionOf(type: string, depth: number, making: Making): string {
  const { leaves, random, mistyped } = making;
  const actual = random() < mistyped ? pick(types, random) : type;
  const known = [...(leaves[actual] ?? []), ...(leaves[actual] ?? []), ...(literals[actual] ?? [])];
  const made = forms[actual];
  if (depth <= 0 || made === undefined || random() < 0.15) return pick(known, random);
  return pick(made, random).replace(/<(\w+)(?: ([^>]*))?>/g, (_, inner: string, variables: string | undefined) => {
    const text = expressionOf(inner, depth - 1, { ...making, leaves: withVariables(leaves, variables) });
    return /^[\w.'"[\]()]+$/.test(text) ? text : `(${text})`;
  });
}

/** An expression of any type. */
export function anyExpression(depth: number, making: Making): string {
  return expressionOf(pick(types, making.random), depth, making);
}

function withVariables(leaves: Leaves, variables: string | undefined): Leaves {
  if (variables === undefined) return leaves;
  const entries = variables.split(",").map((variable): [string, string[]] => {
    const [name = "", type = ""] = variable.split(":");
    return [type, [...(leaves[type] ?? []), name, name]];
  });
  return { ...leaves, ...Object.fromEntries(entries) };
}

/** What loops may do, cheaply: `a` is the element of the outermost. */
export const cheap = ["true", "a == a", "string(a) != 'x'", "[a, a].size() == 2", "'x'.contains('y')"];

/** What loops go over and do, and how deep they are in one another at most. */
export interface Loops {
  readonly over: readonly string[];
  readonly what: readonly string[];
  readonly deepest: number;
}

/** Loops in loops: a bool. */
export function expensiveExpression({ over, what, deepest }: Loops, random: Random): string {
  const depth = 1 + Math.floor(random() * deepest);
  const names = ["a", "b", "c", "d"].slice(0, depth);
  const innermost = pick(what, random);
  const loops = ["all", "exists", "exists_one", "filter"] as const;
  return names.reduceRight((inner, name) => {
    const loop = pick(loops, random);
    const negated = loop === "exists" ? `!(${inner})` : inner;
    return `${pick(over, random)}.${loop}(${name}, ${negated})${loop === "filter" ? ".size() >= 0" : ""}`;
  }, innermost);
}

const scraps = [
  ..."+ - * / % == != < <= && || ! ? : . , ( ) [ ] { } in as null true 1 1u 1.5 'a' b'a' r'\\' x object . .? [? // \n".split(
    " ",
  ),
  ...".size() .all(x, has( .map(y, dyn( int( string( .matches('(') duration('1') timestamp('x') 99999999999999999999 '%z'.format([1])".split(
    " ",
  ),
  ...'`a` \t é 😀 \\ \u0000 \' " 0x .5 5. 1e \'a\nb\' """ _ __result__ @x package'.split(" "),
];

/** An expression with a few tokens put in, taken out, doubled or exchanged. */
export function mutatedExpression(text: string, random: Random): string {
  const tokens = text.match(/\s+|[\w.]+|'[^']*'|"[^"]*"|[^\w\s]/g) ?? [text];
  const count = 1 + Math.floor(random() * 2);
  for (let change = 0; change < count; change++) {
    const at = Math.floor(random() * tokens.length);
    const kind = random();
    if (kind < 0.3) tokens.splice(at, 1);
    else if (kind < 0.6) tokens.splice(at, 0, pick(scraps, random));
    else if (kind < 0.8) tokens.splice(at, 1, pick(scraps, random));
    else tokens.splice(at, 1, tokens[Math.floor(random() * tokens.length)] ?? "");
  }
  return tokens.join("");
}
