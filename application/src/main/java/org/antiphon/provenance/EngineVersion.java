package org.antiphon.provenance;

/// Which engine answered.
///
/// @param name of the npm package; empty where none was built
/// @param version of it
/// @param wasmSha256 of its WebAssembly
public record EngineVersion(String name, String version, String wasmSha256) {
  static final EngineVersion NONE = new EngineVersion("", "", "");
}
