package org.antiphon.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A tree whose leaf hashes are all in memory, 32 bytes each: for logs of some hundred thousand
/// entries, such as the exchange's. Not thread-safe.
public final class LeafTree implements MerkleTree.Nodes {
  private final List<List<byte[]>> levels = new ArrayList<>();

  /// An empty tree.
  public LeafTree() {
    levels.add(new ArrayList<>());
  }

  /// A tree over these leaf hashes.
  public static LeafTree of(List<byte[]> leaves) {
    var tree = new LeafTree();
    leaves.forEach(tree::add);
    return tree;
  }

  /// Adds a leaf hash.
  public void add(byte[] leaf) {
    levels.getFirst().add(leaf);
    for (int height = 0; levels.get(height).size() % 2 == 0; height++) {
      var level = levels.get(height);
      if (levels.size() == height + 1) levels.add(new ArrayList<>());
      levels
          .get(height + 1)
          .add(MerkleTree.node(level.get(level.size() - 2), level.get(level.size() - 1)));
    }
  }

  /// How many leaves.
  public long size() {
    return levels.getFirst().size();
  }

  /// Root of all leaves.
  public byte[] root() {
    return MerkleTree.root(this, size());
  }

  /// Whether the tree is the one that a head describes.
  public boolean isTreeOf(Checkpoint head) {
    return head.size() == size() && Arrays.equals(head.root(), root());
  }

  @Override
  public byte[] at(int height, long index) {
    return levels.get(height).get(Math.toIntExact(index));
  }
}
