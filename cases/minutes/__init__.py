"""Minutes of a hearing: frozen, read back, corrected as versions, signed or refused."""
