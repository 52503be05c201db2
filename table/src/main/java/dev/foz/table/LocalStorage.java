package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of this machine. Files are written under a name that ends in {@code .part}, synced,
 * renamed, and their folder synced; so power may be cut at any moment.
 */
public final class LocalStorage implements Storage {
  private static final String PART = ".part";
  private static final String STAGING = "_staging";

  private final Path root;
  private final StorageFaults faults;
  private final Set<Path> knownFolders = ConcurrentHashMap.newKeySet();

  /**
   * @param root is made when the first file is written
   */
  public LocalStorage(Path root) {
    this(root, StorageFaults.NONE);
  }

  LocalStorage(Path root, StorageFaults faults) {
    this.root = root.toAbsolutePath().normalize();
    this.faults = faults;
  }

  @Override
  public String rootUri() {
    return "file://" + root;
  }

  @Override
  public String pathOf(String location) {
    String local = stripScheme(location);
    String prefix = root + "/";
    if (local.startsWith(prefix)) {
      return local.substring(prefix.length());
    }
    throw Problem.of(
            Code.TABLE_DAMAGED, "Cannot read " + location + ": it lies outside the storage " + root)
        .because("tables name their files by full paths, so a lake's storage cannot be moved")
        .remedy("move the storage back, or set `storage` in lake.yaml to where it was made")
        .toException();
  }

  private static String stripScheme(String location) {
    if (location.startsWith("file://")) {
      return location.substring("file://".length());
    }
    return location.startsWith("file:") ? location.substring("file:".length()) : location;
  }

  @Override
  public StorageOutput create(String path) {
    return new LocalOutput(this, localPath(path));
  }

  @Override
  public SeekableByteChannel open(String path) {
    Path file = localPath(path);
    try {
      check(StorageFaults.Step.READ, file);
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw StorageErrors.of("read", file, e);
    }
  }

  @Override
  public byte[] readAll(String path) {
    Path file = localPath(path);
    try {
      check(StorageFaults.Step.READ, file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw StorageErrors.of("read", file, e);
    }
  }

  @Override
  public long size(String path) {
    Path file = localPath(path);
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw StorageErrors.of("read", file, e);
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.isRegularFile(localPath(path));
  }

  @Override
  public void delete(Collection<String> paths) {
    for (String path : paths) {
      Path file = localPath(path);
      try {
        check(StorageFaults.Step.DELETE, file);
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw StorageErrors.of("delete", file, e);
      }
    }
  }

  @Override
  public Stream<StoredFile> list(String prefix) {
    return walk(prefix, path -> !path.endsWith(PART));
  }

  @Override
  public void dropUnfinished(String prefix, Instant before) {
    try (Stream<StoredFile> parts = walk(prefix, path -> path.endsWith(PART))) {
      delete(
          parts.filter(file -> file.modifiedAt().isBefore(before)).map(StoredFile::path).toList());
    }
  }

  private Stream<StoredFile> walk(String prefix, Predicate<String> wanted) {
    int slash = prefix.lastIndexOf('/');
    Path folder = slash < 0 ? root : localPath(prefix.substring(0, slash));
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    List<StoredFile> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new FileCollector(
              (file, attributes) -> {
                String path = root.relativize(file).toString();
                if (path.startsWith(prefix)
                    && !path.startsWith(STAGING + "/")
                    && wanted.test(path)) {
                  Instant modified = attributes.lastModifiedTime().toInstant();
                  found.add(new StoredFile(path, attributes.size(), modified));
                }
              }));
    } catch (IOException e) {
      throw StorageErrors.of("list", folder, e);
    }
    return found.stream();
  }

  /** Visits files; those that vanish meanwhile are passed over. */
  private static final class FileCollector extends SimpleFileVisitor<Path> {
    private final BiConsumer<Path, BasicFileAttributes> sink;

    FileCollector(BiConsumer<Path, BasicFileAttributes> sink) {
      this.sink = sink;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      sink.accept(file, attributes);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
      if (error instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw error;
    }
  }

  @Override
  public Path localPath(String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root) || path.startsWith("/")) {
      throw new IllegalArgumentException("Invalid storage path: " + path);
    }
    return file;
  }

  @Override
  public Path stagingFolder(String name) {
    Path folder = staging(name);
    try {
      Files.createDirectories(folder);
      return folder;
    } catch (IOException e) {
      throw StorageErrors.of("create", folder, e);
    }
  }

  private Path staging(String name) {
    if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("Invalid staging folder: " + name);
    }
    return root.resolve(STAGING).resolve(name);
  }

  @Override
  public void publish(Path staged, String path) {
    Path target = localPath(path);
    try {
      check(StorageFaults.Step.SYNC, target);
      try (FileChannel file = FileChannel.open(staged, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      makeFolder(Objects.requireNonNull(target.getParent()));
      rename(staged, target);
    } catch (IOException e) {
      throw StorageErrors.of("write", target, e);
    }
  }

  @Override
  public void discardStaging(String name) {
    Path folder = staging(name);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException e) {
      // Another process is discarding the same folder.
      return;
    } catch (IOException e) {
      throw StorageErrors.of("delete", folder, e);
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw StorageErrors.of("delete", folder, Objects.requireNonNull(e.getCause()));
      }
    }
  }

  @Override
  public List<String> stagingFolders() {
    Path folder = root.resolve(STAGING);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> Objects.requireNonNull(each.getFileName()).toString()).toList();
    } catch (IOException e) {
      throw StorageErrors.of("list", folder, e);
    }
  }

  static Path partOf(Path target) {
    return target.resolveSibling(target.getFileName() + PART);
  }

  void check(StorageFaults.Step step, Path file) throws IOException {
    faults.before(step, file.toString());
  }

  void rename(Path from, Path to) throws IOException {
    check(StorageFaults.Step.RENAME, to);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(Objects.requireNonNull(to.getParent()));
  }

  /** Makes a folder so that it outlives a power cut; asks the disk once per folder. */
  void makeFolder(Path folder) throws IOException {
    if (knownFolders.contains(folder) && Files.isDirectory(folder)) {
      return;
    }
    Deque<Path> missing = new ArrayDeque<>();
    for (Path each = folder; each != null && !Files.isDirectory(each); each = each.getParent()) {
      missing.push(each);
    }
    Files.createDirectories(folder);
    for (Path each : missing) {
      syncFolder(Objects.requireNonNull(each.getParent()));
    }
    knownFolders.add(folder);
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
