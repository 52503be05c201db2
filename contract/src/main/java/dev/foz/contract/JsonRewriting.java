package dev.foz.contract;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Rewrites JSON payloads; see {@link DocumentRewriter}. */
final class JsonRewriting implements DocumentRewriter.Rewriting {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private final Target root;

  JsonRewriting(Contract contract) {
    root = new Target(contract.root());
  }

  @Override
  public Output rewrite(byte[] payload) {
    Pass pass = new Pass(payload);
    if (pass.in.peek() != '{') {
      throw RecordError.malformed("is not an object", pass.in.at);
    }
    pass.object(root);
    pass.in.checkEnd();
    return pass.out;
  }

  /** One payload on its way. */
  private static final class Pass {
    private final JsonReader in = new JsonReader();
    private final Output out;
    private int depth;

    Pass(byte[] payload) {
      in.reset(payload, 0, payload.length);
      out = new Output(payload.length + payload.length / 8);
    }

    void value(Target target) {
      int first = in.peek();
      int from = in.at;
      if (first == 'n') {
        in.word(NULL);
        out.add(NULL);
      } else if (target.form == Target.Form.JSON) {
        skip();
        out.quote(in.buffer(), from, in.at);
      } else if (first == '{') {
        cover(target, Facts.STRUCT, from, from + 1);
        object(target);
      } else if (first == '[') {
        cover(target, Facts.LIST, from, from + 1);
        list(target);
      } else {
        scalar(target, first, from);
      }
    }

    private void cover(Target target, long bits, int from, int to) {
      if (!Facts.covers(target.facts, bits)) {
        throw DocumentRewriter.uncovered(target.type, in.text(from, to), from);
      }
    }

    private void scalar(Target target, int first, int from) {
      long bits =
          switch (first) {
            case '"' -> stringBits(target, from);
            case 't', 'f' -> {
              in.word(first == 't' ? TRUE : FALSE);
              yield Facts.BOOLEAN;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                Numbers.facts(in, from, in.number(), target.facts);
            default -> throw in.noValue();
          };
      int to = in.at;
      cover(target, bits, from, to);
      if (target.form == Target.Form.TEXT && first != '"') {
        out.quote(in.buffer(), from, to);
      } else if (target.form == Target.Form.PLAIN_NUMBER && in.exponent) {
        out.add(plain(in.text(from, to)));
      } else {
        out.add(in.buffer(), from, to);
      }
    }

    private static byte[] plain(String number) {
      BigDecimal value = new BigDecimal(number);
      String text = value.signum() == 0 ? "0" : value.toPlainString();
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    private long stringBits(Target target, int from) {
      int close = in.string();
      return Facts.covers(target.facts, Facts.STRINGS)
          ? Facts.TEXT
          : Temporal.kind(in.buffer(), from + 1, close);
    }

    void object(Target target) {
      in.at++;
      out.add('{');
      boolean first = true;
      boolean written = false;
      int expected = 0;
      while (in.peek() != '}') {
        if (!first) {
          in.expect(',', "or `}` after a field");
        }
        first = false;
        int index = key(target, expected);
        in.expect(':', "after a key");
        if (index < 0 || target.field(index).form == Target.Form.NONE) {
          skip();
        } else {
          field(target, index, written);
          written = true;
        }
        expected = Math.max(index, 0) + 1;
      }
      in.at++;
      out.add('}');
    }

    private void field(Target target, int index, boolean follows) {
      if (follows) {
        out.add(',');
      }
      out.add(target.label(index));
      try {
        value(target.field(index));
      } catch (RecordError error) {
        throw error.inField(target.key(index));
      }
    }

    private int key(Target target, int expected) {
      if (in.peek() != '"') {
        throw RecordError.malformed("expected a key in quotes, found " + in.found(), in.at);
      }
      int length = target.match(expected, in.buffer(), in.at + 1, in.end());
      if (length > 0) {
        in.at += length + 1;
        return expected;
      }
      int from = in.at + 1;
      int close = in.string();
      if (JsonReader.hasEscape(in.buffer(), from, close)) {
        byte[] key = JsonReader.unescape(in.buffer(), from, close);
        return target.find(key, 0, key.length);
      }
      return target.find(in.buffer(), from, close);
    }

    private void list(Target target) {
      in.at++;
      out.add('[');
      int index = 0;
      while (in.peek() != ']') {
        if (index > 0) {
          in.expect(',', "or `]` after an element");
          out.add(',');
        }
        element(target, index++);
      }
      in.at++;
      out.add(']');
    }

    private void element(Target target, int index) {
      try {
        value(target.element());
      } catch (RecordError error) {
        throw error.inElement(index);
      }
    }

    /** Passes a value that has no column, or whose text is taken as it stands. */
    private void skip() {
      int first = in.peek();
      switch (first) {
        case '"' -> in.string();
        case '{', '[' -> skipContainer(first == '{');
        case 't' -> in.word(TRUE);
        case 'f' -> in.word(FALSE);
        case 'n' -> in.word(NULL);
        case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> in.number();
        default -> throw in.noValue();
      }
    }

    private void skipContainer(boolean object) {
      if (++depth > JsonReader.MAX_DEPTH) {
        throw RecordError.malformed("is nested deeper than " + JsonReader.MAX_DEPTH, in.at);
      }
      in.at++;
      char end = object ? '}' : ']';
      boolean first = true;
      while (in.peek() != end) {
        if (!first) {
          in.expect(',', "or `" + end + "`");
        }
        first = false;
        if (object) {
          skipKey();
        }
        skip();
      }
      in.at++;
      depth--;
    }

    private void skipKey() {
      if (in.peek() != '"') {
        throw RecordError.malformed("expected a key in quotes, found " + in.found(), in.at);
      }
      in.string();
      in.expect(':', "after a key");
    }
  }
}
