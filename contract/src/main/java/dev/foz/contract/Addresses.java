package dev.foz.contract;

import java.util.regex.Pattern;

/** The formats of the internet's names: hosts, addresses, mailboxes and URIs. */
final class Addresses {
  private static final int MAX_HOST = 253;
  private static final int MAX_LOCAL_PART = 64;
  private static final int GROUPS = 8;

  private static final Pattern HOST =
      Pattern.compile(
          "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");
  private static final Pattern OCTETS =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final Pattern LOCAL_PART =
      Pattern.compile(
          "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "|\"([\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\x20-\\x7e])*\"");

  // Possessive, as all loops here: Java would need a stack as deep as the text is long.
  private static final String PLAIN = "a-zA-Z0-9._~!$&'()*+,;=\\-";
  private static final String HOST_NAME = run("");
  private static final String USER = run(":");
  private static final String SEGMENT = run(":@");
  private static final String TAIL = run(":@/?");
  private static final String IP = "\\[(?<ip>[0-9a-fA-F:.]+|v[0-9a-fA-F]+\\.[" + PLAIN + ":]+)\\]";
  private static final String AUTHORITY =
      "//(" + USER + "@)?(" + IP + "|" + HOST_NAME + ")(:[0-9]*+)?";
  private static final String SEGMENTS = "(?:/" + SEGMENT + ")*+";

  /** RFC 3986: scheme, then authority and path or a path alone, query, fragment. */
  private static final Pattern URI =
      Pattern.compile(
          "[a-zA-Z][a-zA-Z0-9+.-]*+:"
              + ("(" + AUTHORITY + SEGMENTS + "|/?" + SEGMENT + SEGMENTS + ")")
              + ("(\\?" + TAIL + ")?(#" + TAIL + ")?"));

  private static String run(String more) {
    return "(?:[" + PLAIN + more + "]++|%[0-9a-fA-F]{2})*+";
  }

  private Addresses() {}

  static boolean isHostname(String text) {
    return text.length() <= MAX_HOST && HOST.matcher(text).matches();
  }

  static boolean isIpv4(String text) {
    return OCTETS.matcher(text).matches();
  }

  /** RFC 4291: eight groups, one run of zero groups left out, an IPv4 address as the last two. */
  static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < GROUPS;
  }

  /** How many groups these are; less than 0 where they are not written right. */
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = last && i == parts.length - 1 && isIpv4(parts[i]);
      if (!dotted && !GROUP.matcher(parts[i]).matches()) {
        return -1;
      }
      count += dotted ? 2 : 1;
    }
    return count;
  }

  /** RFC 5321: a local part, then a host's name or an address in brackets. */
  static boolean isEmail(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at > MAX_LOCAL_PART || !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
      return false;
    }
    String domain = text.substring(at + 1);
    return domain.startsWith("[") && domain.endsWith("]")
        ? isLiteral(domain.substring(1, domain.length() - 1))
        : isHostname(domain);
  }

  private static boolean isLiteral(String address) {
    return address.startsWith("IPv6:") ? isIpv6(address.substring(5)) : isIpv4(address);
  }

  static boolean isUri(String text) {
    var matcher = URI.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    String ip = matcher.group("ip");
    return ip == null || ip.startsWith("v") || isIpv6(ip);
  }
}
