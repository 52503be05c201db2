package dev.foz.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Nested records of about 600 bytes as JSON lines. A record follows from seed, id and version
 * alone: its {@code id} and {@code key} from the id, all else from the version too, so that a
 * higher version of the same ids makes changes. Not thread-safe.
 *
 * <pre>
 * {"id":7,"key":"(32 hexadecimal digits)","created_at":"2025-03-01T12:30:05.123Z","status":"paid",
 *  "customer":{"name":"..","email":"..","address":{"city":"..","state":"..","street":"..","zip":".."}},
 *  "items":[{"sku":"..","qty":2,"price":19.90},..2 to 4],"notes":"..","total":39.80,"version":0}
 * </pre>
 */
public final class Records {
  private static final int MOST_BYTES_OF_A_RECORD = 2_048;
  private static final int BUFFER_BYTES = 1 << 20;

  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] KEY = ascii(",\"key\":\"");
  private static final byte[] CREATED = ascii("\",\"created_at\":\"");
  private static final byte[] STATUS = ascii("Z\",\"status\":\"");
  private static final byte[] CUSTOMER = ascii("\",\"customer\":{\"name\":\"");
  private static final byte[] ADDRESS = ascii("@exemplo.com.br\",\"address\":{\"city\":\"");
  private static final byte[] ZIP = ascii("\",\"zip\":\"");
  private static final byte[] ITEMS = ascii("\"}},\"items\":[");
  private static final byte[] SKU = ascii("{\"sku\":\"SKU-");
  private static final byte[] QUANTITY = ascii("\",\"qty\":");
  private static final byte[] PRICE = ascii(",\"price\":");
  private static final byte[] NOTES = ascii("],\"notes\":\"");
  private static final byte[] TOTAL = ascii("\",\"total\":");
  private static final byte[] VERSION = ascii(",\"version\":");
  private static final byte[] END = ascii("}\n");

  private final long seed;
  private final Fragments fragments;
  private final Bytes out = new Bytes(BUFFER_BYTES + MOST_BYTES_OF_A_RECORD);
  private long bits;

  public Records(long seed) {
    this.seed = seed;
    this.fragments = new Fragments(seed);
  }

  /** Writes the file anew and returns its size in bytes. */
  public long write(Path file, RecordIds ids, int version) throws IOException {
    try (OutputStream target = Files.newOutputStream(file)) {
      return write(target, ids, version);
    }
  }

  /** Writes one line for each id and returns the number of bytes; the stream stays open. */
  public long write(OutputStream target, RecordIds ids, int version) throws IOException {
    long written = 0;
    out.length = 0;
    for (long i = 0; i < ids.count(); i++) {
      record(ids.at(i), version);
      if (out.length >= BUFFER_BYTES) {
        written += flush(target);
      }
    }
    return written + flush(target);
  }

  private int flush(OutputStream target) throws IOException {
    int length = out.length;
    target.write(out.array, 0, length);
    out.length = 0;
    return length;
  }

  private void record(long id, int version) {
    long keyBits = mix(seed ^ mix(id));
    bits = keyBits ^ mix(version);
    out.add(ID);
    out.number(id);
    out.add(KEY);
    out.hex(keyBits);
    out.hex(mix(keyBits));
    createdAndStatus();
    customer();
    out.add(ITEMS);
    long total = items();
    out.add(NOTES);
    out.add(fragments.notes[below(1024)]);
    out.add(' ');
    out.hex(next());
    out.add(TOTAL);
    out.cents(total);
    out.add(VERSION);
    out.number(version);
    out.add(END);
  }

  private void createdAndStatus() {
    out.add(CREATED);
    out.add(fragments.days[below(512)]);
    int millis = (int) ((next() >>> 33) % 86_400_000);
    out.twoDigits(millis / 3_600_000);
    out.add(':');
    out.twoDigits(millis / 60_000 % 60);
    out.add(':');
    out.twoDigits(millis / 1000 % 60);
    out.add('.');
    out.add((char) ('0' + millis / 100 % 10));
    out.twoDigits(millis % 100);
    out.add(STATUS);
    out.add(fragments.statuses[below(8)]);
  }

  private void customer() {
    int number = below(1 << 20);
    out.add(CUSTOMER);
    out.add(fragments.customers[below(1024)]);
    out.number(number);
    out.add(ADDRESS);
    out.add(fragments.addresses[below(1024)]);
    out.number(number & 2047);
    out.add(ZIP);
    out.fourDigits(number % 10_000);
    out.fourDigits((number >>> 7) % 10_000);
  }

  /** Writes two to four items and returns what they cost together, in cents. */
  private long items() {
    long total = 0;
    int count = 2 + (int) ((next() >>> 33) % 3);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.add(',');
      }
      total += item(next());
    }
    return total;
  }

  private long item(long random) {
    int product = (int) (random >>> 40) % 10_000;
    int quantity = 1 + (int) (random & 7);
    int cents = 100 + (int) (random >>> 8 & 0xFFFF);
    out.add(SKU);
    out.fourDigits(product);
    out.add(QUANTITY);
    out.number(quantity);
    out.add(PRICE);
    out.cents(cents);
    out.add('}');
    return (long) quantity * cents;
  }

  private int below(int powerOfTwo) {
    return (int) (next() >>> 20) & (powerOfTwo - 1);
  }

  private long next() {
    bits += 0x9E3779B97F4A7C15L;
    return mix(bits);
  }

  /** The finisher of SplitMix64: every bit of the value changes about half of the bits. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
