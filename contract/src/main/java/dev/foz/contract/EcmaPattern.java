package dev.foz.contract;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates the regular expressions of JSON Schema (ECMA-262, flag u) to Java's where the two read
 * the same text differently.
 */
final class EcmaPattern {
  private static final String SPACES =
      "\\t\\n\\x0B\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";

  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          Map.entry("Letter", "L"),
          Map.entry("Uppercase_Letter", "Lu"),
          Map.entry("Lowercase_Letter", "Ll"),
          Map.entry("Titlecase_Letter", "Lt"),
          Map.entry("Mark", "M"),
          Map.entry("Number", "N"),
          Map.entry("Decimal_Number", "Nd"),
          Map.entry("digit", "Nd"),
          Map.entry("Punctuation", "P"),
          Map.entry("punct", "P"),
          Map.entry("Symbol", "S"),
          Map.entry("Separator", "Z"),
          Map.entry("Other", "C"));

  private final String source;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private EcmaPattern(String source) {
    this.source = source;
  }

  /**
   * @throws PatternSyntaxException where it is no such expression, or Java has not what it asks for
   */
  static Pattern compile(String source) {
    EcmaPattern pattern = new EcmaPattern(source);
    boolean inClass = false;
    while (pattern.at < source.length()) {
      inClass = pattern.next(inClass);
    }
    return Pattern.compile(pattern.out.toString());
  }

  /** Translates one element; whether what follows stands inside of brackets. */
  private boolean next(boolean inClass) {
    char c = source.charAt(at++);
    switch (c) {
      case '\\' -> escape(inClass);
      case '$' -> out.append(inClass ? "\\$" : "\\z");
      case '.' -> out.append(inClass ? "\\." : "[^\\n\\r\\u2028\\u2029]");
      case '&' -> out.append("\\&");
      case '[' -> {
        open(inClass);
        return true;
      }
      case '(' -> group(inClass);
      case '+' -> plus(inClass);
      default -> out.append(c);
    }
    return inClass && c != ']';
  }

  private void open(boolean inClass) {
    if (inClass) {
      out.append("\\[");
      return;
    }
    out.append('[');
    if (at < source.length() && source.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    if (at < source.length() && source.charAt(at) == ']') {
      throw error("an empty class");
    }
  }

  /** Java's flags, possessive groups and the like are no part of ECMA-262. */
  private void group(boolean inClass) {
    out.append(inClass ? "\\(" : "(");
    if (!inClass && source.startsWith("?", at)) {
      String rest = source.substring(at + 1);
      if (!rest.matches("(?s)(:|=|!|<).*")) {
        throw error("unknown group `(?" + rest.substring(0, Math.min(1, rest.length())) + "`");
      }
    }
  }

  private void plus(boolean inClass) {
    if (!inClass && out.length() > 0 && at >= 2 && isQuantifier(source.charAt(at - 2))) {
      throw error("nothing to repeat before `+`");
    }
    out.append('+');
  }

  /** A quantifier of one sign that is no sign itself; enough to refuse Java's possessive ones. */
  private boolean isQuantifier(char c) {
    boolean sign = c == '*' || c == '+' || c == '?' || c == '}';
    boolean escaped = at >= 3 && source.charAt(at - 3) == '\\';
    return sign && !escaped;
  }

  private void escape(boolean inClass) {
    if (at == source.length()) {
      throw error("`\\` at the end");
    }
    char c = source.charAt(at++);
    switch (c) {
      case 'd', 'D', 'w', 'W', 'n', 'r', 't', 'f' -> out.append('\\').append(c);
      case 'p', 'P' -> property(c);
      case 'c' -> control();
      case 'b' -> out.append(inClass ? "\\x08" : "\\b");
      case 'B', 'k', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> out.append('\\').append(c);
      case 's' -> out.append(inClass ? SPACES : "[" + SPACES + "]");
      case 'S' -> out.append("[^" + SPACES + "]");
      case 'v' -> out.append("\\x0B");
      case '0' -> out.append("\\x00");
      case 'x' -> out.append("\\x");
      case 'u' -> unicode();
      default -> identity(c);
    }
  }

  private void control() {
    if (at == source.length()) {
      throw error("`\\c` without a letter");
    }
    out.append("\\c").append(Character.toUpperCase(source.charAt(at++)));
  }

  /** Java knows categories by their short names alone. */
  private void property(char sign) {
    int end = source.indexOf('}', at);
    if (end < 0 || source.charAt(at) != '{') {
      throw error("`\\" + sign + "` without a property in braces");
    }
    String name = source.substring(at + 1, end);
    String bare = name.replaceFirst("^(General_Category|gc)=", "");
    out.append('\\').append(sign).append('{').append(CATEGORIES.getOrDefault(bare, name));
    out.append('}');
    at = end + 1;
  }

  private void unicode() {
    if (at < source.length() && source.charAt(at) == '{') {
      out.append("\\x");
    } else {
      out.append("\\u");
    }
  }

  private void identity(char c) {
    if (Character.isLetterOrDigit(c)) {
      throw error("unknown escape `\\" + c + "`");
    }
    out.append('\\').append(c);
  }

  private PatternSyntaxException error(String what) {
    return new PatternSyntaxException(what, source, at);
  }
}
