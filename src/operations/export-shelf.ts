/** A CSV file for a person. */
export interface ExportFile {
  name: string;
  text: string;
}

/** Keeps files for the person of a connection, for EXPORT_FILE_SECONDS. */
export interface ExportShelf {
  /** @returns the address under which a person finds the file; undefined if it could not be kept */
  keep(file: ExportFile): Promise<string | undefined>;
  /** The file of an address. Other connections' files aren't found. */
  read(address: string): Promise<ExportFile | undefined>;
}
