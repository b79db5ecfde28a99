package org.antiphon.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The arithmetic of RFC 9162 §2.1: SHA-256, leaf = H(0x00‖entry), node = H(0x01‖left‖right), the
/// empty tree = H(""). A tree of n leaves splits at the largest power of two below n.
///
/// Everything is computed from [Nodes], the roots of complete subtrees, so that proofs over a
/// stored tree read a few tiles and no entries.
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /// Roots of complete subtrees of a tree.
  public interface Nodes {
    /// Root of the leaves `[index · 2^height, (index + 1) · 2^height)`, all of which exist.
    byte[] at(int height, long index);
  }

  /// Hash of an entry.
  public static byte[] leaf(byte[] entry) {
    return CanonicalJson.digest(LEAF, entry);
  }

  /// Hash of two subtrees.
  public static byte[] node(byte[] left, byte[] right) {
    return CanonicalJson.digest(NODE, left, right);
  }

  /// Root of the first `size` leaves.
  public static byte[] root(Nodes nodes, long size) {
    return size == 0 ? CanonicalJson.digest() : range(nodes, 0, size);
  }

  /// Root of the leaves `[from, to)`; `from` is a multiple of the power of two that covers them.
  private static byte[] range(Nodes nodes, long from, long to) {
    long size = to - from;
    if (Long.bitCount(size) == 1) {
      int height = Long.numberOfTrailingZeros(size);
      return nodes.at(height, from >> height);
    }
    long middle = from + Long.highestOneBit(size - 1);
    return node(range(nodes, from, middle), range(nodes, middle, to));
  }

  /// Hashes that lead from leaf `index` to the root of `size` leaves, the leaf's sibling first
  /// (§2.1.3.1).
  public static List<byte[]> inclusion(Nodes nodes, long index, long size) {
    if (index < 0 || index >= size) throw new IllegalArgumentException(index + " of " + size);
    var proof = new ArrayList<byte[]>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + Long.highestOneBit(to - from - 1);
      if (index < middle) {
        proof.add(range(nodes, middle, to));
        to = middle;
      } else {
        proof.add(range(nodes, from, middle));
        from = middle;
      }
    }
    return proof.reversed();
  }

  /// Whether the proof leads from the leaf to the root (§2.1.3.2).
  public static boolean includes(
      byte[] leaf, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size) return false;
    long fn = index;
    long sn = size - 1;
    var hash = leaf;
    for (var p : proof) {
      if (sn == 0) return false;
      if ((fn & 1) == 1 || fn == sn) {
        hash = node(p, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else hash = node(hash, p);
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(hash, root);
  }

  /// Hashes that show the tree of `first` leaves to be the beginning of that of `second`
  /// (§2.1.4.1).
  public static List<byte[]> consistency(Nodes nodes, long first, long second) {
    if (first < 0 || first > second) throw new IllegalArgumentException(first + " to " + second);
    var proof = new ArrayList<byte[]>();
    if (first == 0 || first == second) return proof;
    long from = 0;
    long to = second;
    while (first != to) {
      long middle = from + Long.highestOneBit(to - from - 1);
      if (first <= middle) {
        proof.add(range(nodes, middle, to));
        to = middle;
      } else {
        proof.add(range(nodes, from, middle));
        from = middle;
      }
    }
    if (from != 0) proof.add(range(nodes, from, to));
    return proof.reversed();
  }

  /// Whether the proof shows the older tree to be the beginning of the newer (§2.1.4.2).
  public static boolean consistent(Checkpoint older, Checkpoint newer, List<byte[]> proof) {
    long first = older.size();
    long second = newer.size();
    if (first > second) return false;
    if (first == second) return proof.isEmpty() && Arrays.equals(older.root(), newer.root());
    if (first == 0) return proof.isEmpty();
    var path = new ArrayList<>(proof);
    if (Long.bitCount(first) == 1) path.addFirst(older.root());
    if (path.isEmpty()) return false;
    return walk(older, newer, path);
  }

  private static boolean walk(Checkpoint older, Checkpoint newer, List<byte[]> path) {
    long fn = older.size() - 1;
    long sn = newer.size() - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    var fr = path.getFirst();
    var sr = path.getFirst();
    for (var c : path.subList(1, path.size())) {
      if (sn == 0) return false;
      if ((fn & 1) == 1 || fn == sn) {
        fr = node(c, fr);
        sr = node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else sr = node(sr, c);
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(fr, older.root()) && Arrays.equals(sr, newer.root());
  }
}
