package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.engine.MaskKey;
import dev.foz.engine.Moment;
import dev.foz.table.Snapshots;
import dev.foz.table.TableSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mask key of a lake, in a file that only its owner may read. It is made when it is first
 * needed, and never again: hashes of another key would not be those that tables have. Thread-safe,
 * also beside other processes.
 */
public final class MaskKeys {
  /** Where the key lies, seen from the lake folder. */
  public static final String FILE = ".foz/keys/mask-1.key";

  private static final String HIDDEN = ".foz";

  /** What keeps {@link #FILE} out of git, seen from the lake folder. */
  public static final String IGNORE_FILE = HIDDEN + "/.gitignore";

  /** Its text: of that folder only the schemas for editors may be shared. */
  public static final String IGNORE =
      "# Keys do not belong into git.\n*\n!.gitignore\n!schema/\n!schema/*.json\n";

  private static final int VERSION = 1;
  private static final Pattern TEXT =
      Pattern.compile("foz-mask-key ([0-9]+) ([0-9a-f]{64}) ([0-9a-f]{8})\\s*");

  private final Path folder;
  private final Supplier<Moment> now;

  /**
   * @param folder of the lake
   * @param now one read of all tables
   */
  public MaskKeys(Path folder, Supplier<Moment> now) {
    this.folder = folder;
    this.now = now;
  }

  /**
   * Makes the key of a lake that has no tables yet, unless there is one.
   *
   * @throws FozException with {@code MASK_KEY} where it cannot be written, or is one that cannot be
   *     used
   */
  public static void make(Path folder) {
    MaskKeys keys = new MaskKeys(folder, MaskKeys::noTables);
    if (keys.find().isEmpty()) {
      keys.create();
    }
  }

  private static Moment noTables() {
    Snapshots none =
        new Snapshots() {
          @Override
          public Optional<TableSnapshot> find(TableName table) {
            return Optional.empty();
          }

          @Override
          public Collection<TableName> names() {
            return List.of();
          }
        };
    return new Moment(none, hash -> Optional.empty());
  }

  /**
   * The key; made where no table was masked by one yet.
   *
   * @param made the table that is made again, which must have the hashes of this key if any
   * @throws FozException with {@code MASK_KEY} where others may read the file, it is damaged, of
   *     another lake, or missing although tables hold hashes
   */
  MaskKey load(Optional<TableSnapshot> made) {
    MaskKey key = find().orElseGet(this::create);
    Optional<String> other = made.flatMap(MaskKeys::print).filter(p -> !p.equals(key.print()));
    if (other.isPresent()) {
      throw problem("it is another one than that which masked " + made.orElseThrow().table())
          .because("the table has hashes of key " + other.get() + ", this is " + key.print())
          .remedy("bring the file back from a copy: with another key equal values differ")
          .toException();
    }
    return key;
  }

  /** The key to look at what a model would make: where there is none yet, one that is not kept. */
  MaskKey forPreview() {
    return find().orElseGet(() -> new MaskKey(VERSION, random()));
  }

  private static Optional<String> print(TableSnapshot table) {
    return Optional.ofNullable(table.properties().get(MaskChange.KEY)).filter(p -> !p.isEmpty());
  }

  private Path file() {
    return folder.resolve(FILE);
  }

  private Optional<MaskKey> find() {
    try {
      String text = Files.readString(file(), StandardCharsets.US_ASCII);
      checkPrivate();
      return Optional.of(parse(text));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (java.nio.charset.CharacterCodingException e) {
      throw damaged();
    } catch (IOException e) {
      throw problem("it cannot be read").because(reason(e)).toException(e);
    }
  }

  private void checkPrivate() throws IOException {
    if (!isPosix(file())) {
      return;
    }
    Set<PosixFilePermission> allowed = PosixFilePermissions.fromString("rwx------");
    if (!allowed.containsAll(Files.getPosixFilePermissions(file()))) {
      throw problem("others than its owner may use the file")
          .remedy("chmod 600 " + FILE)
          .toException();
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private MaskKey parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !parts.group(1).equals(Integer.toString(VERSION))) {
      throw damaged();
    }
    byte[] secret = HexFormat.of().parseHex(parts.group(2));
    if (!check(secret).equals(parts.group(3))) {
      throw damaged();
    }
    return new MaskKey(VERSION, secret);
  }

  private FozException damaged() {
    return problem("the file is damaged")
        .because("it is not what Foz wrote")
        .remedy("bring it back from a copy")
        .toException();
  }

  private static String check(byte[] secret) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static byte[] random() {
    byte[] secret = new byte[MaskKey.LENGTH];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  private MaskKey create() {
    Moment moment = now.get();
    for (TableName name : moment.snapshots().names()) {
      if (moment.find(name).flatMap(MaskKeys::print).isPresent()) {
        return find().orElseThrow(() -> missing(name));
      }
    }
    try {
      write(random());
    } catch (IOException e) {
      throw problem("it cannot be written").because(reason(e)).toException(e);
    }
    return find().orElseThrow(() -> problem("it is missing").toException());
  }

  private static FozException missing(TableName table) {
    return problem("it is missing")
        .because(table + " has hashes of it, and those of another key would differ from them")
        .remedy("bring the file back from a copy")
        .toException();
  }

  /** Where two processes make it at once, the first one wins. */
  private void write(byte[] secret) throws IOException {
    Path hidden = folder.resolve(HIDDEN);
    Path keys = hidden.resolve("keys");
    Files.createDirectories(keys, attributes(folder, "rwx------"));
    Path ignore = folder.resolve(IGNORE_FILE);
    if (Files.notExists(ignore)) {
      Files.writeString(ignore, IGNORE);
    }
    Path made = Files.createTempFile(keys, "mask", ".new", attributes(folder, "rw-------"));
    String text =
        "foz-mask-key "
            + VERSION
            + " "
            + HexFormat.of().formatHex(secret)
            + " "
            + check(secret)
            + "\n";
    try (FileChannel out = FileChannel.open(made, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      out.force(true);
    }
    try {
      Files.createLink(file(), made);
      sync(keys);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster: its key counts.
    } finally {
      Files.delete(made);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] attributes(Path near, String permissions) {
    return isPosix(near)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static Problem problem(String what) {
    return Problem.of(Code.MASK_KEY, "Cannot use the mask key: " + what).at(Place.of(FILE));
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "access is denied"
        : String.valueOf(e.getMessage());
  }
}
