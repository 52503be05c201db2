package dev.foz.source.file;

import dev.foz.base.Problem;
import dev.foz.base.lake.FileGlob;
import dev.foz.base.lake.FileOptions.Order;
import dev.foz.source.file.FilePosition.Look;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of one table. Looks only below the fixed part of the glob and no deeper than it
 * can match; follows links, but not in circles; takes regular files only, because opening a pipe
 * would wait for its writer. What cannot be listed becomes a problem, the rest is found.
 */
final class FileListing extends SimpleFileVisitor<Path> {
  private static final Pattern UNFINISHED =
      Pattern.compile("~\\$.*|.*\\.(tmp|part|partial|crdownload|swp)");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{\\\\]");
  private static final Comparator<FoundFile> BY_NAME = Comparator.comparing(FoundFile::name);
  private static final Comparator<FoundFile> BY_TIME =
      Comparator.comparingLong((FoundFile file) -> file.look().modified()).thenComparing(BY_NAME);

  private final FileTable table;
  private final Predicate<String> known;
  private final FileGlob glob;
  private final Predicate<Path> matcher;
  private final List<FoundFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private FileListing(FileTable table, Predicate<String> known) {
    this.table = table;
    this.known = known;
    this.glob = table.options().path();
    this.matcher = glob.matcher();
  }

  /**
   * @param known whether a file's part has a position: such a file may be gone
   */
  static FileListing of(FileTable table, Predicate<String> known) {
    FileListing listing = new FileListing(table, known);
    listing.walk();
    listing.files.sort(table.options().order() == Order.TIME ? BY_TIME : BY_NAME);
    return listing;
  }

  /** In the order in which they are to be taken. */
  List<FoundFile> files() {
    return files;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The one path that a glob without wildcards means. */
  private boolean isLiteral() {
    return !WILDCARD.matcher(glob.pattern()).find();
  }

  private void walk() {
    if (isLiteral()) {
      visitLiteral(glob.root().resolve(glob.pattern()));
      return;
    }
    boolean anyDepth = glob.pattern().contains("**");
    int depth = anyDepth ? Integer.MAX_VALUE : glob.pattern().split("/").length;
    try {
      Files.walkFileTree(glob.root(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, this);
    } catch (IOException e) {
      problems.add(FileProblems.unreadable(name(glob.root()), e));
    }
  }

  private void visitLiteral(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        add(file, attributes);
      } else {
        problems.add(FileProblems.notRegular(name(file)));
      }
    } catch (NoSuchFileException e) {
      if (!known.test(FoundFile.part(table, name(file)))) {
        problems.add(FileProblems.unreadable(name(file), e));
      }
    } catch (IOException e) {
      problems.add(FileProblems.unreadable(name(file), e));
    }
  }

  private String name(Path path) {
    return FileNames.text(table.base(), path);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && isWanted(file)) {
      add(file, attributes);
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean isWanted(Path file) {
    String name = String.valueOf(file.getFileName());
    return matcher.test(file) && !UNFINISHED.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private void add(Path file, BasicFileAttributes attributes) {
    files.add(new FoundFile(table, file, name(file), Look.of(attributes)));
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    problems.add(FileProblems.unreadable(name(file), e));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    if (e != null) {
      problems.add(FileProblems.unreadable(name(folder), e));
    }
    return FileVisitResult.CONTINUE;
  }
}
