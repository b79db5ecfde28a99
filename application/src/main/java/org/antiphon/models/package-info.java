/// Models: what does this network make of these numbers?
///
/// In: a folder of ONNX files, each with a card (`NAME.md`) and a line in `SHA256SUMS`; samples.
/// Out: [org.antiphon.models.ModelFile], checked against its hash before native code sees a byte of
/// it, and [org.antiphon.models.Model], which runs it on one thread a call. Uses ONNX Runtime; its
/// libraries are unpacked once into the cache. Knows nothing of music, uploads or verdicts. Start
/// at [org.antiphon.models.Engine].
@NullMarked
package org.antiphon.models;

import org.jspecify.annotations.NullMarked;
