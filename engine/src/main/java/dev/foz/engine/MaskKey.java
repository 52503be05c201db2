package dev.foz.engine;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret by which a lake hashes values. Immutable; nothing that it prints has the secret in it.
 */
public final class MaskKey {
  /** Bytes of a secret. */
  public static final int LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASH_BYTES = 16;
  private static final int PRINT_BYTES = 4;

  private final int version;
  private final SecretKeySpec secret;

  /**
   * @param version from 1
   * @param secret {@link #LENGTH} bytes
   */
  public MaskKey(int version, byte[] secret) {
    if (version < 1 || secret.length != LENGTH) {
      throw new IllegalArgumentException("a mask key has a version and " + LENGTH + " bytes");
    }
    this.version = version;
    this.secret = new SecretKeySpec(secret.clone(), ALGORITHM);
  }

  /** Hashes values, on one thread. */
  public final class Hasher {
    private final Mac mac = newMac();
    private final String prefix = "h" + version + "_";

    private Hasher() {}

    /**
     * The hash of a text: {@code h}, the version, {@code _}, then the first 128 bits of the
     * HMAC-SHA256 of its UTF-8 bytes in hexadecimal digits.
     */
    public String hash(String value) {
      byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return prefix + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    }
  }

  public Hasher hasher() {
    return new Hasher();
  }

  /**
   * What tells this key from others without giving anything away: {@code 1-5f0c2a9e}, the version
   * and the beginning of the hash of a text that no value has.
   */
  public String print() {
    byte[] digest = newMac().doFinal("\0foz mask key".getBytes(StandardCharsets.UTF_8));
    return version + "-" + HexFormat.of().formatHex(Arrays.copyOf(digest, PRINT_BYTES));
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "mask key " + print();
  }
}
