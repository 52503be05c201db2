/**
 * Tables: the only user of Iceberg, and everything that lies in the storage. Catalogue, data files,
 * commits over several tables, scans, maintenance; what a commit means is decided by the state
 * database below.
 */
@NullMarked
package dev.foz.table;

import org.jspecify.annotations.NullMarked;
