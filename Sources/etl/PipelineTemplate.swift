/// The pipeline file that `etl init` writes.
enum PipelineTemplate {
  static let text = """
    # Where articles come from, what is done with them, where they go.
    #
    #   etl validate   checks this file
    #   etl plan       prints it with every default filled in
    #   etl graph      draws it
    #   etl stages     lists what can stand here
    #   etl run        runs it
    #
    # Relative paths start at this file's directory. ${NAME} and ${NAME:-default} take their value
    # from the environment.

    # The version of this format.
    version: 1

    # What runs, logs and metrics call the pipeline.
    name: news

    # Each input has a name of your choice and a type. Of a directory the files with the endings
    # of the type are read: .txt, .html and .htm, or .jsonl and .ndjson, plain or .gz.
    inputs:
      # One article in each file. `source` would name the publisher; `timezone` is the IANA zone of
      # times that are written without one.
      files: { type: files, paths: [inbox] }
      # One article in each line, a JSON object. `fields` says where its parts stand (RFC 6901).
      lines:
        type: jsonl
        paths: [inbox]
        fields: { id: /id, url: /url, title: /title, text: /text, html: /html, published: /date }

    # Stages are a graph: `needs` are its arrows, `uses` is the type, `with` the options.
    stages:
      # Finds the articles of the inputs and decodes them.
      read:    { uses: read_articles, from: [files, lines] }
      # Takes the article out of page or text. An article with fewer words than min_words is dropped.
      clean:   { uses: clean_text, needs: [read], with: { min_words: 5 } }
      # Cuts the body into sentences. The lexicons are tables that you may edit.
      segment: { uses: segment_sentences, needs: [clean], with: { lexicons: lexicons } }
      # Finds who said what.
      quotes:  { uses: tag_quotes, needs: [segment], with: { lexicons: lexicons } }
      # Finds copies of articles. From this probability on two articles count as one.
      dedupe:  { uses: dedupe_documents, needs: [clean], with: { threshold: 0.5 } }
      # Links quotes of the same saying across articles, from this share of common words on.
      link:    { uses: link_utterances, needs: [quotes, dedupe], with: { threshold: 0.5, window_days: 7 } }
      # Writes the database. `search: false` leaves out the full-text tables.
      load:    { uses: load_sqlite, needs: [quotes, dedupe, link], with: { database: news.db, search: true } }

    limits:
      # Threads; 0 is one for each core.
      workers: 0
      # More rejects than this, as a share or a number, and nothing is published (exit code 65).
      max_rejected: "10%"
      # A run that takes longer is ended (exit code 124).
      run_timeout: 3h

    # Questions to the data before it is published; `etl runs show` has the answers. One of severity
    # error that fails takes the load back (exit code 65), one of severity warn is reported.
    checks:
      - { name: some-articles, severity: warn, sql: "SELECT count(*) FROM articles", min: 1 }
      - name: every-new-quote-stands-in-its-text
        severity: error
        rows: >-
          SELECT quote_id FROM quote JOIN article_version USING (version_id)
          WHERE run_id = :run_id
            AND substr(body, content_start + 1, content_end - content_start) <> content

    """
}
