package org.antiphon.ledger;

import java.util.ArrayList;
import java.util.List;

/// A tree that only grows, of which it remembers one unfinished tile a level: at most 255 hashes
/// each, 8 KiB for each factor of 256 in size. Gives out tiles as they become full.
final class TreeBuilder {
  static final int WIDTH = 256;

  /// Takes the full tiles: level, number, 256 hashes.
  interface Tiles {
    void full(int level, long n, byte[] hashes);
  }

  private final List<List<byte[]>> open = new ArrayList<>();
  private long size;

  TreeBuilder() {}

  /// Goes on from a stored tree.
  ///
  /// @param open the hashes of the last, unfinished tile of each level
  TreeBuilder(long size, List<List<byte[]>> open) {
    this.size = size;
    open.forEach(level -> this.open.add(new ArrayList<>(level)));
  }

  long size() {
    return size;
  }

  void add(byte[] leaf, Tiles tiles) {
    push(0, leaf, size, tiles);
    size++;
  }

  private void push(int level, byte[] hash, long index, Tiles tiles) {
    if (open.size() == level) open.add(new ArrayList<>());
    var tile = open.get(level);
    tile.add(hash);
    if (tile.size() < WIDTH) return;
    tiles.full(level, index / WIDTH, join(tile));
    push(level + 1, subtree(tile, 0, WIDTH), index / WIDTH, tiles);
    tile.clear();
  }

  /// Root of the tree as it is now.
  byte[] root() {
    if (size == 0) return CanonicalJson.digest();
    byte[] right = null;
    for (var tile : open) {
      var hashes = new ArrayList<>(tile);
      if (right != null) hashes.add(right);
      right = hashes.isEmpty() ? null : subtree(hashes, 0, hashes.size());
    }
    return java.util.Objects.requireNonNull(right);
  }

  /// Root over the hashes `[from, to)`, each the root of a complete subtree but the last.
  private static byte[] subtree(List<byte[]> hashes, int from, int to) {
    if (to - from == 1) return hashes.get(from);
    int middle = from + Integer.highestOneBit(to - from - 1);
    return MerkleTree.node(subtree(hashes, from, middle), subtree(hashes, middle, to));
  }

  /// Root of a complete tile or a power-of-two part of it.
  static byte[] subtree(byte[] tile, int first, int count) {
    return subtree(split(tile).subList(first, first + count), 0, count);
  }

  static byte[] join(List<byte[]> hashes) {
    var all = new byte[hashes.size() * 32];
    for (int i = 0; i < hashes.size(); i++) System.arraycopy(hashes.get(i), 0, all, i * 32, 32);
    return all;
  }

  static List<byte[]> split(byte[] tile) {
    var hashes = new ArrayList<byte[]>(tile.length / 32);
    for (int at = 0; at < tile.length; at += 32)
      hashes.add(java.util.Arrays.copyOfRange(tile, at, at + 32));
    return hashes;
  }
}
