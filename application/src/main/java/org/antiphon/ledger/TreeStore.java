package org.antiphon.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The stored tree: full tiles, and the leaves of entries behind the unfinished ones.
final class TreeStore implements MerkleTree.Nodes {
  private final JdbcClient sql;
  private final Map<String, Optional<byte[]>> tiles = new HashMap<>();

  TreeStore(JdbcClient sql) {
    this.sql = sql;
  }

  /// Number of sequenced entries, as the newest head says.
  long size() {
    return sql.sql("select coalesce(max(size), 0) from ledger_checkpoint")
        .query(Long.class)
        .single();
  }

  private Optional<byte[]> tile(int level, long n) {
    return tiles.computeIfAbsent(
        level + "/" + n,
        _ ->
            sql.sql("select hashes from ledger_tile where level = ? and n = ?")
                .params(level, n)
                .query((row, _) -> row.getBytes(1))
                .optional());
  }

  @Override
  public byte[] at(int height, long index) {
    int level = height / 8;
    int part = height % 8;
    long first = index << part; // in hashes of this level
    var tile = tile(level, first / TreeBuilder.WIDTH);
    int offset = (int) (first % TreeBuilder.WIDTH);
    if (tile.isPresent()) return TreeBuilder.subtree(tile.get(), offset, 1 << part);
    var hashes = new ArrayList<byte[]>();
    for (long hash = first; hash < first + (1L << part); hash++) hashes.add(single(level, hash));
    return TreeBuilder.subtree(TreeBuilder.join(hashes), 0, hashes.size());
  }

  /// One hash of a level whose tile is not full.
  private byte[] single(int level, long index) {
    if (level > 0) return rootOfTile(level - 1, index);
    return sql.sql(
            "select e.leaf from ledger_leaf l join ledger_entry e on e.id = l.entry_id where l.idx = ?")
        .param(index)
        .query((row, _) -> row.getBytes(1))
        .single();
  }

  private byte[] rootOfTile(int level, long n) {
    var tile = tile(level, n);
    if (tile.isEmpty()) throw new IllegalStateException("no tile " + level + "/" + n);
    return TreeBuilder.subtree(tile.get(), 0, TreeBuilder.WIDTH);
  }

  /// The unfinished tile of each level of a tree of `size`.
  List<List<byte[]>> open(long size) {
    var open = new ArrayList<List<byte[]>>();
    open.add(
        sql.sql(
                """
                select e.leaf from ledger_leaf l join ledger_entry e on e.id = l.entry_id
                where l.idx >= ? and l.idx < ? order by l.idx
                """)
            .params(size - size % TreeBuilder.WIDTH, size)
            .query((row, _) -> row.getBytes(1))
            .list());
    long count = size / TreeBuilder.WIDTH;
    for (int level = 1; count > 0; level++, count /= TreeBuilder.WIDTH) {
      int below = level - 1;
      open.add(
          sql.sql("select hashes from ledger_tile where level = ? and n >= ? and n < ? order by n")
              .params(below, count - count % TreeBuilder.WIDTH, count)
              .query((row, _) -> TreeBuilder.subtree(row.getBytes(1), 0, TreeBuilder.WIDTH))
              .list());
    }
    return open;
  }
}
