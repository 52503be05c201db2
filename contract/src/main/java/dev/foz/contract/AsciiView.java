package dev.foz.contract;

/** ASCII bytes as characters, without a copy; to be set to other bytes again and again. */
final class AsciiView implements CharSequence {
  private byte[] text = new byte[0];
  private int from;
  private int to;

  void set(byte[] bytes, int start, int end) {
    text = bytes;
    from = start;
    to = end;
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char charAt(int index) {
    return (char) text[from + index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().substring(start, end);
  }

  @Override
  public String toString() {
    return Numbers.text(text, from, to);
  }
}
