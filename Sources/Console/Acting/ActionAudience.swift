import Execution

/// Who watches an action, as far as it is carried out.
protocol ActionAudience {
  /// Called now and then as long as rows are found or acted on, and by nobody else meanwhile.
  func look(at waits: [Wait])
  /// Stops the program as Ctrl-Z does, and returns when it goes on.
  func suspend()
  /// Shows the rows that leave is asked for, and what there is to note.
  func show(_ answer: ActionAnswer)
  /// Asks for leave.
  func ask(_ question: LeaveQuestion, within limit: TimeLimit) -> LeaveQuestion.Reply
}
