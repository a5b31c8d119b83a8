namespace CharRnnFast.Memory;

/// <summary>Takes every array of a block from the cursor, in a fixed order.</summary>
internal delegate void ArenaLayout(ref ArenaCursor cursor);
