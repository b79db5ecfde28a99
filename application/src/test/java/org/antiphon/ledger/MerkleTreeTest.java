package org.antiphon.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Golden values computed by another program (design vectors) and the known leaves of Certificate
/// Transparency's tests.
final class MerkleTreeTest {
  private static final Map<Integer, String> ROOTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
              Map.entry(1, "c5e45480500fc1db1efc025e3293fd283de3f9ce7231e9a86ca7bb95e8d5627d"),
              Map.entry(2, "4286a9ec7cfed90c46c704b3747436144d44fe304babd9440bf7a8339c683a84"),
              Map.entry(3, "4e8f75d31c36c2aaf2c851a463d92f37ab079345eeb1ad6e8df209acd19e6e86"),
              Map.entry(7, "0eff61cb211c1f337593886bd64e2be0ddac81e61d25f0d5fd14d448ff2e7783"),
              Map.entry(8, "8c9631b79dbffc10a0babe0afe5bc4973510fbf5b46f422b66173c6245942307"),
              Map.entry(256, "b1ba507b56e9c7b46b9b7181313cdb84d2fd2a4672dc8e2b5e10951d322eecc6"),
              Map.entry(257, "2cbde5cc68f1e822edad2a6e7336491b99a09c2aa3990bfde1ef2baa9e2f3b5b"),
              Map.entry(1000, "584f64973fc94917819e5aa49ee43b4048cbb72d963f1858f6673796927ba596"),
              Map.entry(70000, "8e20563e731d32450aadb2087cdf2e70f1210d35679b3c305dfd42bf20ef5c89"),
              Map.entry(
                  100000, "8bf2d846fed9998d928c94ae53f09da583aa25a0a5914f897f0526aa40e49eb9")));
  private static final String[] KNOWN = {
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f"
  };

  static byte[] entry(int i) {
    return ("{\"i\":" + i + ",\"type\":\"test\"}").getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> leaves(int size) {
    return IntStream.range(0, size).mapToObj(i -> MerkleTree.leaf(entry(i))).toList();
  }

  /// The definition, without any cleverness.
  private static byte[] naive(List<byte[]> leaves) {
    if (leaves.isEmpty()) return CanonicalJson.digest();
    if (leaves.size() == 1) return leaves.getFirst();
    int k = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.node(naive(leaves.subList(0, k)), naive(leaves.subList(k, leaves.size())));
  }

  private static MerkleTree.Nodes nodes(List<byte[]> leaves) {
    return (height, index) ->
        naive(leaves.subList((int) index << height, ((int) index + 1) << height));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void rootsAreThoseOfTheDesignVectors() {
    var builder = new TreeBuilder();
    var at = new TreeMap<Integer, String>();
    for (int size = 0; size <= 100_000; size++) {
      if (ROOTS.containsKey(size)) at.put(size, hex(builder.root()));
      builder.add(MerkleTree.leaf(entry(size)), (_, _, _) -> {});
    }
    assertThat(at).isEqualTo(ROOTS);
    var leaves = leaves(1000);
    for (int size : List.of(0, 1, 2, 3, 7, 8, 256, 257, 1000))
      assertThat(hex(MerkleTree.root(nodes(leaves), size))).isEqualTo(ROOTS.get(size));
  }

  @Test
  void rootsOfTheKnownLeavesAreRight() {
    var leaves =
        Stream.of(KNOWN).map(leaf -> MerkleTree.leaf(HexFormat.of().parseHex(leaf))).toList();
    assertThat(hex(MerkleTree.root(nodes(leaves), 1)))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(hex(MerkleTree.root(nodes(leaves), 3)))
        .isEqualTo("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    assertThat(hex(MerkleTree.root(nodes(leaves), 8)))
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  }

  private static List<String> hex(List<byte[]> proof) {
    return proof.stream().map(MerkleTreeTest::hex).toList();
  }

  @Test
  void proofsAreThoseOfTheDesignVectors() {
    var nodes = nodes(leaves(8));
    assertThat(hex(MerkleTree.inclusion(nodes, 5, 8)))
        .containsExactly(
            "32effac4702423125b63022a9e4ea370da25d0014d5ca946ce82fb62f3663c20",
            "2c3ee01cf903a70773dbc80cfecaef8c34b5108b1442003e254a1929d1736544",
            "4c316362ade57bc0d79f47e013fa095148a913141e8638d7730eec135a9e4c96");
    assertThat(hex(MerkleTree.inclusion(nodes, 4, 5)))
        .containsExactly("4c316362ade57bc0d79f47e013fa095148a913141e8638d7730eec135a9e4c96");
    assertThat(MerkleTree.inclusion(nodes, 0, 1)).isEmpty();
    assertThat(hex(MerkleTree.consistency(nodes, 3, 7)))
        .containsExactly(
            "2b9c4e50301dc8206eb9c8a0819b4fbffae7fe6e7faad8cd8396b378b93d0304",
            "404a164085813d08e1acc10b332b213fd04e76e8fb197d870dcb887d197f9c11",
            "4286a9ec7cfed90c46c704b3747436144d44fe304babd9440bf7a8339c683a84",
            "901c146ba31d7ebb759117db53fcc0721599c331d524d9e77cac9483b6c68036");
    assertThat(hex(MerkleTree.consistency(nodes, 4, 8)))
        .singleElement()
        .asString()
        .startsWith("29727610620f21d9");
    var sixToEight = hex(MerkleTree.consistency(nodes, 6, 8));
    assertThat(sixToEight).hasSize(3);
    assertThat(sixToEight.get(0)).startsWith("485eaa590c9c7637");
    assertThat(sixToEight.get(1)).startsWith("2c3ee01cf903a707");
    assertThat(sixToEight.get(2)).startsWith("4c316362ade57bc0");
  }

  @Test
  void everyProofHoldsAndNoProofWithOneBitChanged() {
    var leaves = leaves(70);
    var nodes = nodes(leaves);
    var random = new Random(7);
    for (int n = 1; n <= 70; n++) {
      var newer = new Checkpoint("o", n, MerkleTree.root(nodes, n));
      for (int i = 0; i < n; i++) {
        var proof = MerkleTree.inclusion(nodes, i, n);
        assertThat(MerkleTree.includes(leaves.get(i), i, n, proof, newer.root())).isTrue();
        if (!proof.isEmpty())
          assertThat(MerkleTree.includes(leaves.get(i), i, n, flipped(proof, random), newer.root()))
              .isFalse();
        var older = new Checkpoint("o", i, MerkleTree.root(nodes, i));
        var consistency = MerkleTree.consistency(nodes, i, n);
        assertThat(MerkleTree.consistent(older, newer, consistency)).isTrue();
        if (!consistency.isEmpty())
          assertThat(MerkleTree.consistent(older, newer, flipped(consistency, random))).isFalse();
      }
    }
  }

  private static List<byte[]> flipped(List<byte[]> proof, Random random) {
    var copy = new ArrayList<>(proof.stream().map(byte[]::clone).toList());
    var hash = copy.get(random.nextInt(copy.size()));
    hash[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  @Test
  void tilesOfAThousandEntriesAreThoseOfTheDesignVectors() {
    var tiles = new TreeMap<String, byte[]>();
    var builder = new TreeBuilder();
    leaves(1000)
        .forEach(
            leaf -> builder.add(leaf, (level, n, hashes) -> tiles.put(level + "/" + n, hashes)));
    assertThat(tiles.keySet()).containsExactly("0/0", "0/1", "0/2");
    assertThat(CanonicalJson.sha256(tiles.firstEntry().getValue()))
        .isEqualTo("5765d0e06b516560fbabb41b85469650e8dc44a683e63c4e3c2fe5e327778fe1");
    var rest = TreeBuilder.join(leaves(1000).subList(768, 1000));
    assertThat(CanonicalJson.sha256(rest))
        .isEqualTo("35c7672a2fbe3c61bf32c583e273e2e7bae2effe6df58bfb7b3910aa85896673");
    var roots = tiles.values().stream().map(tile -> TreeBuilder.subtree(tile, 0, 256)).toList();
    assertThat(CanonicalJson.sha256(TreeBuilder.join(roots)))
        .isEqualTo("26a2a5f733b5f4b7837b39f6749a0b853292be2a49b656d2084b45290facd413");
  }

  @Test
  void entryBundlesAndTilePathsAreThoseOfTheDesignVectors() {
    assertThat(CanonicalJson.sha256(bundle(0, 256)))
        .isEqualTo("e97c20bad0a79f27d82e8420161a2e7f8fab48d1750ae49599aae484c458cb9d");
    assertThat(CanonicalJson.sha256(bundle(768, 1000)))
        .isEqualTo("2506bba523306701208b06aa7bcee270a3e4069779d248e5eb4541ec8551bfbf");
    assertThat(TileFiles.path("0", 1_234_067, 256)).isEqualTo("tile/0/x001/x234/067");
    assertThat(TileFiles.path("0", 3, 232)).isEqualTo("tile/0/003.p/232");
    assertThat(TileFiles.path("entries", 0, 256)).isEqualTo("tile/entries/000");
  }

  private static byte[] bundle(int from, int to) {
    var bytes =
        TileFiles.entries(IntStream.range(from, to).mapToObj(MerkleTreeTest::entry).toList());
    assertThat(ByteBuffer.wrap(bytes).getShort()).isEqualTo((short) entry(from).length);
    return bytes;
  }

  @Test
  void aTreeGoesOnFromItsOpenTiles() {
    var whole = new TreeBuilder();
    var leaves = leaves(700);
    leaves.forEach(leaf -> whole.add(leaf, (_, _, _) -> {}));
    var first = leaves.subList(0, 600);
    var open =
        List.of(
            first.subList(512, 600),
            Stream.of(0, 1).map(n -> naive(first.subList(n * 256, n * 256 + 256))).toList());
    var second = new TreeBuilder(600, open);
    assertThat(Arrays.equals(second.root(), naive(first))).isTrue();
    leaves.subList(600, 700).forEach(leaf -> second.add(leaf, (_, _, _) -> {}));
    assertThat(second.root()).isEqualTo(whole.root());
  }
}
