package dev.foz.engine.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * One value that a declaration describes.
 *
 * @param schema members of its JSON Schema: {@code "type":"integer"}; with the type as a list where
 *     null is allowed
 * @param column that it makes; empty where it is learnt from the records
 * @param valid draws a value that meets the schema, as JSON
 * @param wrong draws one that does not; empty text where everything does
 */
record DeclaredLeaf(
    String schema, String column, Function<Random, String> valid, Function<Random, String> wrong) {
  private static final String[] TEXTS = {
    "",
    "x",
    "1",
    "01",
    "1.50",
    "true",
    "null",
    "2026-02-28",
    "NaN",
    "{\\\"a\\\":1}",
    "[1]",
    "\\u00e9\\n\\t",
    "\\ud83d\\ude00",
    "😀 日本",
    "\\/",
    "  ",
    "1e5",
    "-0",
    "\\u0001",
    "\\\\",
    "9223372036854775808",
    "2026-01-01T10:00:00Z",
    "2026-01-01 10:00:00",
    "false",
    "-12.345"
  };
  private static final String[] DOUBLES = {
    "0",
    "-0",
    "0.1",
    "-0.0",
    "1.10",
    "1e300",
    "1.5E-2",
    "123456789.25",
    "1e-5",
    "7",
    "1E3",
    "9007199254740992e0",
    "0.30000000000000004",
    "5e-324",
    "1.7976931348623157e308"
  };
  private static final String[] LONGS = {
    "0",
    "-0",
    "1.0",
    "1e2",
    "12e1",
    "9223372036854775807",
    "-9223372036854775808",
    "10.00",
    "922337203685477580.7e1",
    "9007199254740993.0",
    "0e0",
    "0.0",
    "120e-1",
    "-7"
  };

  /** Any of the kinds that a contract can ask for. */
  static DeclaredLeaf any(Random random) {
    return switch (random.nextInt(21)) {
      case 0, 1 -> integer();
      case 2 -> range();
      case 3 -> number();
      case 4, 5 -> decimal(random, false);
      case 6, 7 -> decimal(random, true);
      case 8 -> text();
      case 9 ->
          leaf(
              "'type':'string','minLength':2,'maxLength':3",
              "string",
              List.of("'ab'", "'é😀x'", "'\\u00e9\\n'"),
              List.of("'a'", "''", "'abcd'", "'😀'", "12"));
      case 10 ->
          leaf(
              "'type':'string','pattern':'^[A-Z]{3}-[0-9]+$'",
              "string",
              List.of("'ABC-1'", "'X\\u0059Z-0123'"),
              List.of("'ABC-'", "'abc-1'", "'ABC-1\\n'", "7"));
      case 11 -> date();
      case 12 -> instant();
      case 13 -> localInstant();
      case 14 ->
          leaf(
              "'type':'boolean'",
              "boolean",
              List.of("true", "false"),
              List.of("'true'", "0", "[]", "{}"));
      case 15 ->
          leaf(
              "'enum':['novo','pago','é']",
              "string",
              List.of("'novo'", "'p\\u0061go'", "'\\u00e9'"),
              List.of("'x'", "''", "1", "null", "{}"));
      case 16 ->
          leaf(
              "'enum':[1,2,30]",
              "long",
              List.of("1", "2.0", "3e1", "30"),
              List.of("3", "'1'", "1.5", "true", "[1]"));
      case 17 -> several(random);
      case 18 ->
          leaf(
              "'type':'string','format':'cpf'",
              "string",
              List.of("'529.982.247-25'", "'52998224725'"),
              List.of("'111.111.111-11'", "'x'", "1"));
      case 19 -> anything();
      default ->
          leaf(
              "'type':'number','multipleOf':0.01,'exclusiveMinimum':0",
              "double",
              List.of("1.25", "1e2", "0.01", "7"),
              List.of("1.255", "0", "-1", "'1.25'", "1e-3"));
    };
  }

  private static DeclaredLeaf leaf(
      String schema, String column, List<String> valid, List<String> wrong) {
    return new DeclaredLeaf(
        schema.replace('\'', '"'),
        column,
        random -> one(random, valid),
        random -> one(random, wrong));
  }

  private static String one(Random random, List<String> texts) {
    return texts.get(random.nextInt(texts.size())).replace('\'', '"');
  }

  private static String text(Random random) {
    return '"' + TEXTS[random.nextInt(TEXTS.length)] + '"';
  }

  private static DeclaredLeaf integer() {
    return new DeclaredLeaf(
        "\"type\":\"integer\"",
        "long",
        random ->
            random.nextBoolean()
                ? Long.toString(random.nextLong() >> random.nextInt(64))
                : LONGS[random.nextInt(LONGS.length)].replace("12e1", "12e1"),
        random ->
            one(
                random,
                List.of("'7'", "1.5", "9223372036854775808", "1e19", "true", "{}", "[7]", "1e-1")));
  }

  private static DeclaredLeaf range() {
    return leaf(
        "'type':'integer','minimum':-5,'maximum':1e3",
        "long",
        List.of("-5", "1000", "1e3", "0", "999.0"),
        List.of("-6", "1001", "1.001e3", "-5.5", "'0'", "1E400"));
  }

  private static DeclaredLeaf number() {
    return new DeclaredLeaf(
        "\"type\":\"number\"",
        "double",
        random -> DOUBLES[random.nextInt(DOUBLES.length)],
        random ->
            one(
                random,
                List.of(
                    "1E400",
                    "0.1234567890123456789",
                    "12345678901234567890123",
                    "'1'",
                    "true",
                    "9007199254740993",
                    "1e-400",
                    "{}")));
  }

  private static DeclaredLeaf decimal(Random shape, boolean quoted) {
    int precision = 1 + shape.nextInt(38);
    int scale = shape.nextInt(precision + 1);
    String quote = quoted ? "\"" : "";
    String type = quoted ? "string" : "number";
    List<String> odd =
        quoted
            ? List.of("''", "'1,5'", "' 1'", "'01'", "'+1'", "'1.'", "'x'", "1", "'.5'", "true")
            : List.of("'1'", "''", "true", "{}", "[]");
    return new DeclaredLeaf(
        "\"type\":\"%s\",\"format\":\"decimal(%d,%d)\"".formatted(type, precision, scale),
        "decimal(" + precision + "," + scale + ")",
        random -> quote + spelled(random, digits(random, precision, scale)) + quote,
        random ->
            random.nextBoolean()
                ? one(random, odd)
                : quote + spelled(random, tooLong(random, precision, scale)) + quote);
  }

  private static BigDecimal digits(Random random, int precision, int scale) {
    BigInteger limit = BigInteger.TEN.pow(1 + random.nextInt(precision));
    BigInteger unscaled = new BigInteger(limit.bitLength() + 8, random).mod(limit);
    BigDecimal value = new BigDecimal(unscaled, scale);
    return random.nextBoolean() ? value : value.negate();
  }

  private static BigDecimal tooLong(Random random, int precision, int scale) {
    BigDecimal fraction = BigDecimal.valueOf(1 + random.nextInt(9), scale + 1);
    return random.nextBoolean()
        ? digits(random, precision, scale).add(fraction)
        : BigDecimal.TEN.pow(precision - scale).add(digits(random, precision, scale).abs());
  }

  /** The same number in one of its spellings. */
  private static String spelled(Random random, BigDecimal value) {
    return switch (random.nextInt(5)) {
      case 0 -> value.unscaledValue() + "e" + -value.scale();
      case 1 -> value.setScale(value.scale() + 2).toPlainString();
      case 2 -> value.stripTrailingZeros().toPlainString();
      case 3 -> value.movePointRight(3).toPlainString() + "E-03";
      default -> value.toPlainString();
    };
  }

  private static DeclaredLeaf text() {
    return new DeclaredLeaf(
        "\"type\":\"string\"",
        "string",
        DeclaredLeaf::text,
        random -> one(random, List.of("1", "true", "{}", "['x']", "1.5e3")));
  }

  private static DeclaredLeaf date() {
    return new DeclaredLeaf(
        "\"type\":\"string\",\"format\":\"date\"",
        "date",
        random ->
            random.nextInt(8) == 0
                ? one(random, List.of("'0001-01-01'", "'9999-12-31'", "'2024-02-29'"))
                : '"' + LocalDate.ofEpochDay(random.nextInt(40_000)).toString() + '"',
        random ->
            one(
                random,
                List.of("'2026-02-30'", "'2026-1-1'", "'0000-01-01'", "20260101", "''", "'x'")));
  }

  private static DeclaredLeaf instant() {
    return leaf(
        "'type':'string','format':'date-time'",
        "timestamptz",
        List.of(
            "'2026-01-01T10:00:00Z'", "'2026-01-01T23:59:59+14:00'",
            "'1969-12-31T23:59:59.999999Z'", "'2026-01-01T10:00:00.1-03:30'",
            "'0001-01-01T00:00:00Z'", "'9999-12-31T23:59:59.999999Z'"),
        List.of(
            "'2026-01-01'",
            "'2026-01-01T10:00:00'",
            "'2026-01-01T10:00:00.1234567Z'",
            "'2026-01-01 10:00:00Z'",
            "'2026-02-30T10:00:00Z'",
            "'2016-12-31T23:59:60Z'",
            "1",
            "'2026-01-01T10:00:00+15:00'"));
  }

  private static DeclaredLeaf localInstant() {
    return new DeclaredLeaf(
        "\"type\":\"string\",\"format\":\"date-time-local\"",
        "timestamp",
        random ->
            '"'
                + LocalDateTime.of(2026, 1, 31, 10, 0)
                    .plusNanos(random.nextInt() * 1_000L)
                    .format(
                        java.time.format.DateTimeFormatter.ofPattern(
                            random.nextBoolean()
                                ? "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"
                                : "yyyy-MM-dd HH:mm:ss"))
                + '"',
        random ->
            one(
                random,
                List.of("'2026-01-01'", "'2026-01-01T10:00:00Z'", "'2026-01-01T24:00:00'", "1")));
  }

  private static DeclaredLeaf several(Random shape) {
    return switch (shape.nextInt(5)) {
      case 0 ->
          leaf(
              "'type':['string','integer']",
              "string",
              List.of("'x'", "1", "1.0", "1e2", "'1'"),
              List.of("1.5", "true", "{}", "[]"));
      case 1 ->
          leaf(
              "'type':['integer','number']",
              "double",
              List.of("1", "1.5", "1e3"),
              List.of("'1'", "true", "0.1234567890123456789"));
      case 2 ->
          leaf(
              "'type':['object','string']",
              "string",
              List.of("{\"a\": 1.0 }", "'x\\n'", "{}"),
              List.of("1", "[]", "true"));
      case 3 ->
          leaf(
              "'anyOf':[{'type':'integer'},{'type':'string','format':'date'}]",
              "string",
              List.of("12", "'2026-01-31'", "1e1"),
              List.of("1.5", "'2026-02-30'", "[]", "null"));
      default ->
          leaf(
              "'oneOf':[{'type':'array','items':{'type':'integer'}},{'type':'integer'}]",
              "string",
              List.of("[1, 2]", "7", "[]"),
              List.of("'x'", "1.5", "null"));
    };
  }

  private static DeclaredLeaf anything() {
    return new DeclaredLeaf(
        "",
        "string",
        random ->
            random.nextBoolean()
                ? text(random)
                : one(
                    random, List.of("1.50", "null", "[ 1,null]", "{ \"a\" :{}}", "true", "1e400")),
        random -> "");
  }

  /** The value may be null as well; only for a schema with one type of its own. */
  DeclaredLeaf orNull() {
    int end = schema.startsWith("\"type\":\"") ? schema.indexOf('"', 8) + 1 : 0;
    if (end == 0) {
      return this;
    }
    String types = "\"type\":[" + schema.substring(7, end) + ",\"null\"]";
    Function<Random, String> before = valid;
    return new DeclaredLeaf(
        types + schema.substring(end),
        column,
        random -> random.nextInt(4) == 0 ? "null" : before.apply(random),
        wrong);
  }
}
