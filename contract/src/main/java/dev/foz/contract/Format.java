package dev.foz.contract;

import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code format} asserts. Stateless.
 *
 * @param name as it stands in the contract
 * @param check of the text of a string, unescaped
 */
record Format(String name, Check check) {

  /** Whether UTF-8 text between these bounds has the format. */
  interface Check {
    boolean accepts(byte[] text, int from, int to);
  }

  static final String DATE = "date";
  static final String DATE_TIME = "date-time";
  static final String LOCAL_DATE_TIME = "date-time-local";
  static final String INT32 = "int32";
  static final String INT64 = "int64";

  /** Names that other tools write and that mean no more than the type already says. */
  private static final Set<String> SILENT =
      Set.of("float", "double", "password", "byte", "binary", INT32, INT64);

  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(([1-9][0-9]?), ?([0-9]{1,2})\\)");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Map<String, Format> ALL = all();

  private static Map<String, Format> all() {
    Map<String, Format> all = new LinkedHashMap<>();
    add(all, DATE, Rfc3339::isDate);
    add(all, DATE_TIME, Rfc3339::isDateTime);
    add(all, LOCAL_DATE_TIME, Format::isLocal);
    add(all, "time", Rfc3339::isTime);
    add(all, "uuid", text(text -> UUID.matcher(text).matches()));
    add(all, "email", text(Addresses::isEmail));
    add(all, "ipv4", text(Addresses::isIpv4));
    add(all, "ipv6", text(Addresses::isIpv6));
    add(all, "hostname", text(Addresses::isHostname));
    add(all, "uri", text(Addresses::isUri));
    ReadyRules.all().forEach(rule -> add(all, rule.name(), text(rule::accepts)));
    return all;
  }

  private static void add(Map<String, Format> all, String name, Check check) {
    all.put(name, new Format(name, check));
  }

  private static Check text(Predicate<String> accepts) {
    return (text, from, to) ->
        accepts.test(new String(text, from, to - from, StandardCharsets.UTF_8));
  }

  private static boolean isLocal(byte[] text, int from, int to) {
    return Temporal.kind(text, from, to) == Facts.TIMESTAMP;
  }

  static boolean isKnown(String name) {
    return SILENT.contains(name) || ALL.containsKey(name) || decimal(name).isPresent();
  }

  /** For those who look for the right word. */
  static List<String> names() {
    List<String> names = new ArrayList<>(ALL.keySet());
    names.add("decimal(18,2)");
    SILENT.stream().sorted().forEach(names::add);
    return names;
  }

  /** The format that strings must have; empty where the name asks nothing of them. */
  static Optional<Format> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The type that {@code decimal(p,s)} means. */
  static Optional<Type.Decimal> decimal(String name) {
    Matcher decimal = DECIMAL.matcher(name);
    if (!decimal.matches()) {
      return Optional.empty();
    }
    int precision = Integer.parseInt(decimal.group(1));
    int scale = Integer.parseInt(decimal.group(2));
    return precision <= Facts.MAX_PRECISION && scale <= precision
        ? Optional.of(new Type.Decimal(precision, scale))
        : Optional.empty();
  }
}
