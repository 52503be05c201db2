package dev.foz.app.shell;

import dev.foz.base.Field;
import java.util.List;

/** What can be named in a statement. */
interface Names {
  /** All tables that can be asked, {@code layer.name}, in order. */
  List<String> tables();

  /** The columns of a table; none where it has no data yet, or does not exist. */
  List<Field> columns(String table);
}
