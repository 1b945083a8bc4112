import Testing

/// A scan is told what is read of each of its rows in any case, and of nothing else.
@Suite struct CertainAccessTests {
  @Test(arguments: [
    ("select number", []),
    ("select author, width", ["cover", "spine"]),
    // The title stands on the spine too, which is read for the width.
    ("select title, width", ["spine"]),
    ("select width, title", ["spine"]),
    ("select title, words", ["cover", "pages"]),
    ("select author order by words, number", ["cover", "pages"]),
    ("select author order by words limit 1", []),
    // A relation may know its rows without reading anything.
    ("select sequel.width, author", ["cover"]),
    // Of the author it depends.
    ("select if(number > 1, author, null), width", ["spine"]),
    // What was read for the length decides where the title is taken from.
    ("select length(title), title, words", ["pages"]),
    // Not every row comes through.
    ("select title, width where number > 1", []),
    ("select count(title)", []),
  ])
  func whatIsCertainIsRead(_ query: String, _ certain: [String]) {
    let shelf = ToyShelf([["title": "a", "width": 1], ["title": "b", "width": 2]])
    #expect(ask(query, of: shelf).rows.count > 0)
    #expect(shelf.certain == certain)
    for access in certain {
      for number in 1...2 { #expect(shelf.reads.contains("\(number).\(access)")) }
    }
  }
}
