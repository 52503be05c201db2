/**
 * The embedded engine, the only user of DuckDB. One in-memory instance a session; files are read by
 * Iceberg field id, raw Avro through a table function of Java.
 */
@NullMarked
package dev.foz.engine.duckdb;

import org.jspecify.annotations.NullMarked;
