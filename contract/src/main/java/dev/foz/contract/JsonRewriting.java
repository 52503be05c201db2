package dev.foz.contract;

import dev.foz.base.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/** Rewrites JSON payloads; see {@link DocumentRewriter}. */
final class JsonRewriting implements DocumentRewriter.Rewriting {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private final Target root;
  private final boolean casts;

  JsonRewriting(Contract contract) {
    root = new Target(contract.root());
    casts = contract.casts();
  }

  @Override
  public Output rewrite(byte[] payload) {
    Pass pass = new Pass(payload, casts);
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
    private final JsonSkipper skipper = new JsonSkipper(in);
    private final boolean casts;

    Pass(byte[] payload, boolean casts) {
      this.casts = casts;
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
      } else if (first == '{' || first == '[') {
        container(target, first, from);
      } else {
        scalar(target, first, from);
      }
    }

    private void container(Target target, int first, int from) {
      boolean covered = Facts.covers(target.facts, first == '{' ? Facts.STRUCT : Facts.LIST);
      if (covered && first == '{') {
        object(target);
      } else if (covered) {
        list(target);
      } else if (casts && target.isText()) {
        skip();
        out.quote(in.buffer(), from, in.at);
      } else {
        throw uncovered(target, from, from + 1);
      }
    }

    private RecordError uncovered(Target target, int from, int to) {
      return DocumentRewriter.uncovered(target.type, in.text(from, to), from);
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
      if (target.form == Target.Form.EXACT_NUMBER) {
        exact(target, (bits & Facts.NUMBER) != 0, from, to);
      } else if (!Facts.covers(target.facts, bits)) {
        cast(target, bits, from, to);
      } else if (target.form == Target.Form.TEXT) {
        text(from, to);
      } else if (target.form == Target.Form.PLAIN_NUMBER && in.exponent) {
        out.add(plain(in.text(from, to)));
      } else {
        out.add(in.buffer(), from, to);
      }
    }

    /** Writes a number of exactly the type, from a number or from the text of one. */
    private void exact(Target target, boolean number, int from, int to) {
      if (number) {
        exact(target, in, from, to, from);
        return;
      }
      if (in.buffer()[from] != '"') {
        throw uncovered(target, from, to);
      }
      byte[] text = JsonReader.unescape(in.buffer(), from + 1, to - 1);
      JsonReader inner = new JsonReader();
      inner.reset(text, 0, text.length);
      if (!inner.isNumber()) {
        throw uncovered(target, from, to);
      }
      exact(target, inner, 0, text.length, from);
    }

    private void exact(Target target, JsonReader number, int from, int to, int place) {
      Type type = target.type.column().orElseThrow();
      switch (ExactNumbers.fit(type, number, from, to)) {
        case AS_IT_STANDS -> out.add(number.buffer(), from, to);
        case RESPELLED -> out.add(plain(number.text(from, to)));
        case OUT_OF_RANGE, FRACTION, INEXACT ->
            throw DocumentRewriter.uncovered(target.type, number.text(from, to), place);
      }
    }

    /** Writes a value as one of another type, where that loses nothing. */
    private void cast(Target target, long bits, int from, int to) {
      if (!casts) {
        throw uncovered(target, from, to);
      }
      if (target.isText()) {
        text(from, to);
      } else if (target.type instanceof ContractType.Number) {
        exact(target, (bits & Facts.NUMBER) != 0, from, to);
      } else if (bits == Facts.DATE && target.type == ContractType.Simple.TIMESTAMP) {
        out.add(in.buffer(), from, to);
      } else if (target.type == ContractType.Simple.BOOLEAN && isWord(from, to)) {
        out.add(in.buffer(), from + 1, to - 1);
      } else {
        throw uncovered(target, from, to);
      }
    }

    /** Writes the content of a string, or the literal text of another value. */
    private void text(int from, int to) {
      if (in.buffer()[from] == '"') {
        out.add(in.buffer(), from, to);
      } else {
        out.quote(in.buffer(), from, to);
      }
    }

    /** Whether this is {@code "true"} or {@code "false"}. */
    private boolean isWord(int from, int to) {
      return in.buffer()[from] == '"'
          && (Arrays.equals(in.buffer(), from + 1, to - 1, TRUE, 0, TRUE.length)
              || Arrays.equals(in.buffer(), from + 1, to - 1, FALSE, 0, FALSE.length));
    }

    private static byte[] plain(String number) {
      BigDecimal value = new BigDecimal(number);
      String text = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
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
      BitSet seen = target.hasAliases() ? new BitSet(target.size()) : new BitSet(0);
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
        boolean known = index >= 0 && target.field(index).form != Target.Form.NONE;
        if (!known || (target.hasAliases() && isSeen(seen, index))) {
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

    /** A field may stand under its key and under an alias: the first one counts. */
    private static boolean isSeen(BitSet seen, int index) {
      boolean was = seen.get(index);
      seen.set(index);
      return was;
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
      skipper.skip();
    }
  }
}
